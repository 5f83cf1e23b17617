/**
 * Nobody knows what became of the request: the network failed, or what came back was not an answer of a Cardfile
 * backend. It has no `cause`, because a shop's own `fetch` may throw errors that quote the request.
 */
export class CardfileNoAnswer extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CardfileNoAnswer'
  }
}

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
  readonly path: string
  readonly read: (json: unknown) => Answer | Promise<Answer>
  /** Besides what every request has. */
  readonly init?: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }
  readonly signal?: AbortSignal | undefined
}

/** One request and its parsed answer. Throws CardfileProblem for a refusal and CardfileNoAnswer for everything else. */
export async function send<Answer>(transport: Transport, call: Sending<Answer>): Promise<Answer> {
  const response = await reach(transport, call)
  const json: unknown = await response.json().catch(() => undefined)
  let refusal: Error | undefined
  try {
    if (response.ok) return await call.read(json)
    refusal = (await import('./refusal.ts')).readRefusal(json, response.headers)
  } catch {}
  throw refusal ?? new CardfileNoAnswer(`Not a Cardfile answer: ${response.status}.`)
}

async function reach(transport: Transport, { path, init, signal }: Sending<unknown>): Promise<Response> {
  const { endpoint, headers, locale, fetch = globalThis.fetch } = transport
  try {
    return await fetch(endpoint.replace(/\/$/, '') + path, {
      ...init,
      headers: {
        ...(locale && { 'accept-language': locale }),
        ...(typeof headers === 'function' ? headers() : headers),
        ...init?.headers,
      },
      signal: signal ?? null,
      // The customer's session, also where the backend has an origin of its own.
      credentials: 'include',
      cache: 'no-store',
      // A followed redirect would send the body, and a security code in it, to an address nobody chose.
      redirect: 'error',
    })
  } catch {
    throw new CardfileNoAnswer('The shop could not be reached.')
  }
}
