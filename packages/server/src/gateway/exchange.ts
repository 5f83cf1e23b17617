import { parseJson, readCapped } from '../http/read-capped.ts'
import { toErrorCode } from '../log/error-code.ts'

/** How one HTTP exchange with the gateway ended. The difference between the last two is the difference between a decline and a quarantine. */
export type Exchange =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** The connection could not be made: no byte of the request left this machine. `code` is the system's word for why. */
  | { readonly kind: 'not-sent'; readonly code: string }
  /** Anything else: the gateway may have acted on the request. `code` is the system's word for why, or one of ours. */
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
 * One request, sent once. The deadline is total, headers and body included: an idle one can be kept alive for ever by a
 * gateway that sends a byte now and then. Never follows a redirect, which would send key and code to another host.
 */
export async function exchange(
  send: typeof fetch,
  url: string,
  init: RequestInit,
  deadlineMs: number,
): Promise<Exchange> {
  const deadline = AbortSignal.timeout(deadlineMs)
  try {
    return await before(deadline, sendAndRead(send, url, { ...init, redirect: 'error', signal: deadline }))
  } catch (error) {
    if (isConnectFailure(error)) return { kind: 'not-sent', code: toErrorCode(error) ?? 'connect' }
    return { kind: 'no-answer', code: deadline.aborted ? 'deadline' : toFailureCode(error) }
  }
}

async function sendAndRead(send: typeof fetch, url: string, init: RequestInit): Promise<Exchange> {
  const response = await send(url, init)
  const bytes = await readCapped(response.body, bodyLimit)
  return bytes === undefined
    ? { kind: 'no-answer', code: 'too-long' }
    : { kind: 'answer', status: response.status, body: parseJson(bytes) }
}

/** A fetch that is not Node's may not listen to its signal, or stop listening once it has answered with headers. */
function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('The deadline has passed.')), { once: true })
    work.then(resolve, reject)
  })
}

function isConnectFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // Several addresses were tried: not sent only if each of them failed to connect.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isConnectFailure)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (CONNECT_CODES.has(code)) return true
  // These may also end a connection that was made; only the system call says which.
  if (UNREACHABLE_CODES.has(code) && 'syscall' in error && error.syscall === 'connect') return true
  return error.cause !== undefined && isConnectFailure(error.cause)
}

/** A redirect that was not followed has no code anywhere: fetch only says so in a message. */
function toFailureCode(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (/redirect/i.test(cause.message)) return 'redirect'
  }
  return toErrorCode(error) ?? 'connection'
}
