import { CardfileNoAnswer } from './no-answer.ts'
import { CardfileProblem } from './problem.ts'

/** How and where requests go. */
export interface Transport {
  /** Where the shop mounted the Cardfile handler: a path such as `/api/cardfile`, or a whole URL. */
  readonly endpoint: string
  /** Sends the requests. Default: the global `fetch`, looked up at each call. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** More headers for every request, for example a CSRF token. A function is asked each time. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
  /** BCP 47 tag, sent as `Accept-Language`; the backend answers consent texts in it. */
  readonly locale?: string
}

interface Sending<Answer> {
  readonly method: string
  readonly path: string
  readonly read: (json: unknown) => Answer | Promise<Answer>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

/** One request and its parsed answer. Throws CardfileProblem for a refusal and CardfileNoAnswer for everything else. */
export async function send<Answer>(transport: Transport, call: Sending<Answer>): Promise<Answer> {
  const response = await reach(transport, call)
  const json: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  try {
    if (response.ok) return await call.read(json)
    const { readProblem } = await import('./read-payment.ts')
    throw new CardfileProblem(readProblem(json), secondsIn(response.headers.get('retry-after')))
  } catch (error) {
    if (error instanceof CardfileProblem) throw error
    throw new CardfileNoAnswer(`The shop answered ${response.status} with something that is not a Cardfile answer.`)
  }
}

async function reach(transport: Transport, call: Sending<unknown>): Promise<Response> {
  const { endpoint, headers, locale, fetch = globalThis.fetch } = transport
  try {
    return await fetch(endpoint.replace(/\/$/, '') + call.path, {
      method: call.method,
      headers: {
        accept: 'application/json',
        ...(locale !== undefined && { 'accept-language': locale }),
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...(typeof headers === 'function' ? headers() : headers),
        ...call.headers,
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      ...(call.signal && { signal: call.signal }),
      credentials: isForeign(endpoint) ? 'include' : 'same-origin',
      cache: 'no-store',
      // A followed redirect would send the body, and a security code in it, to an address nobody chose.
      redirect: 'error',
    })
  } catch {
    throw new CardfileNoAnswer('The shop could not be reached.')
  }
}

function isForeign(endpoint: string): boolean {
  return typeof location !== 'undefined' && new URL(endpoint, location.href).origin !== location.origin
}

function secondsIn(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter ?? undefined)
  return Number.isFinite(seconds) ? seconds : undefined
}
