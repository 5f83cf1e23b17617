import { PROBLEM_STATUS, type Problem, type ProblemCode } from '@cardfile/contract'
import type { ProblemError } from '../problem-error.ts'

const TITLES: Readonly<Record<ProblemCode, string>> = {
  invalid_request: 'Malformed request',
  unauthenticated: 'Not signed in',
  forbidden_origin: 'Origin not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  amount_changed: 'The price has changed',
  consent_changed: 'The consent text has changed',
  payment_in_progress: 'A payment of this checkout is in progress',
  already_paid: 'This checkout is already paid',
  payload_too_large: 'Payload too large',
  unsupported_media_type: 'Unsupported media type: send application/json',
  idempotency_mismatch: 'This idempotency key belongs to a different request',
  cvc_required: 'The security code is missing',
  cvc_not_accepted: 'Security codes are not accepted',
  cvc_malformed: 'A security code has 3 or 4 digits',
  too_many_attempts: 'Too many attempts',
  unavailable: 'Temporarily unavailable',
}

/** Answers RFC 9457 problem details, built from an allow-list: nothing of the request is echoed. */
export function toProblemResponse({ code, extra, retryAfter }: ProblemError, headers: HeadersInit = {}): Response {
  const status = PROBLEM_STATUS[code]
  const problem: Problem = { code, title: TITLES[code], status, ...extra }
  const response = Response.json(problem, { status, headers })
  response.headers.set('content-type', 'application/problem+json')
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter))
  return response
}
