import { problemSchema } from '@cardfile/contract'
import { safeParse, type GenericSchema } from 'valibot'
import { NoAnswerError } from './no-answer-error.ts'
import { ProblemError } from './problem-error.ts'

/** Where and how requests are sent. */
export interface Transport {
  /** Where the shop mounted the Cardfile handler: a path such as `/api/cardfile`, or a whole URL. */
  readonly endpoint: string
  /** Sends the requests. Default: the global `fetch`, looked up at each call. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Extra headers for every request, for example a CSRF token. A function is called for each request. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
  /** BCP 47 tag, sent as `Accept-Language`; the backend answers consent texts in it. */
  readonly locale?: string
}

/** One request of the contract. */
export interface ContractRequest<Answer> {
  readonly path: string
  /** The contract's schema of the answer. Absent where the body is empty. */
  readonly answer: GenericSchema<unknown, Answer> | undefined
  /** Merged into the options that every request has. */
  readonly init?: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }
  readonly signal?: AbortSignal | undefined
}

/** Sends one request and parses its answer. Throws `ProblemError` for a problem and `NoAnswerError` for everything else. */
export async function sendRequest<Answer = void>(
  transport: Transport,
  request: ContractRequest<Answer>,
): Promise<Answer> {
  const response = await fetchResponse(transport, request)
  const json: unknown = await response.json().catch(() => undefined)
  if (!response.ok) {
    const problem = safeParse(problemSchema, json)
    if (problem.success) throw new ProblemError(problem.output, retryAfterSeconds(response.headers))
  } else {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without a schema there is no body: Answer is void
    if (request.answer === undefined) return undefined as Answer
    const answer = safeParse(request.answer, json)
    if (answer.success) return answer.output
  }
  throw new NoAnswerError(`Not a Cardfile answer: ${response.status}.`)
}

async function fetchResponse(
  transport: Transport,
  { path, init, signal }: ContractRequest<unknown>,
): Promise<Response> {
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
      // Sends the session cookie to a backend on another origin too.
      credentials: 'include',
      cache: 'no-store',
      // Following a redirect could send the body, and the CVC in it, to another address.
      redirect: 'error',
    })
  } catch {
    throw new NoAnswerError('The shop could not be reached.')
  }
}

function retryAfterSeconds(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? undefined)
  return Number.isFinite(seconds) ? seconds : undefined
}
