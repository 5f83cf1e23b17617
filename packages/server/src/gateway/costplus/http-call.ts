import { parseJson, readCapped } from '../../read-capped.ts'
import { toErrorCode } from '../../log/error-code.ts'

/** How one HTTP call ended. After a POST, `not-sent` is a decline, and `no-answer` leaves the payment confirming. */
export type HttpResult =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** The connection was never made, so no byte of the request left this machine. `code` is the system's error code. */
  | { readonly kind: 'not-sent'; readonly code: string }
  /** Anything else: the gateway may have acted on the request. `code` is the system's error code, or one from this file. */
  | { readonly kind: 'no-answer'; readonly code: string }

const bodyLimit = 8 * 1024 * 1024

/** Error codes of a connection that was never made, as Node, undici and OpenSSL name them. */
const CONNECT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

const UNREACHABLE_CODES = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL'])

/**
 * Sends one request, once. The deadline covers headers and body: an idle time-out never fires while a byte arrives now and
 * then. A redirect is not followed: it would take the API key and the security code to another host.
 */
export async function callHttp(
  send: typeof fetch,
  url: string,
  init: RequestInit,
  deadlineMs: number,
): Promise<HttpResult> {
  const deadline = AbortSignal.timeout(deadlineMs)
  try {
    return await before(deadline, sendAndRead(send, url, { ...init, redirect: 'error', signal: deadline }))
  } catch (error) {
    if (isConnectFailure(error)) return { kind: 'not-sent', code: toErrorCode(error) ?? 'connect' }
    return { kind: 'no-answer', code: deadline.aborted ? 'deadline' : toFailureCode(error) }
  }
}

async function sendAndRead(send: typeof fetch, url: string, init: RequestInit): Promise<HttpResult> {
  const response = await send(url, init)
  const bytes = await readCapped(response.body, bodyLimit)
  return bytes === undefined
    ? { kind: 'no-answer', code: 'too-long' }
    : { kind: 'answer', status: response.status, body: parseJson(bytes) }
}

/** Rejects at the deadline: a `fetch` other than Node's may ignore its signal, or ignore it once the headers have arrived. */
function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('The deadline has passed.')), { once: true })
    work.then(resolve, reject)
  })
}

function isConnectFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // Several addresses were tried: the request was not sent only if each of them failed to connect.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isConnectFailure)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (CONNECT_CODES.has(code)) return true
  // These codes can also end an established connection; only the system call tells the two apart.
  if (UNREACHABLE_CODES.has(code) && 'syscall' in error && error.syscall === 'connect') return true
  return error.cause !== undefined && isConnectFailure(error.cause)
}

/** A redirect that was not followed has no error code: `fetch` only mentions it in the message. */
function toFailureCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (/redirect/i.test(cause.message)) return 'redirect'
  }
  return toErrorCode(error) ?? 'connection'
}
