import { PROBLEM_STATUS, type Problem, type ProblemCode } from '@cardfile/contract'
import type { ProblemError } from '../problem-error.ts'

const TITLES: Readonly<Record<ProblemCode, string>> = {
  invalid_request: 'The request is not as it should be',
  unauthenticated: 'Nobody is signed in',
  forbidden_origin: 'The request comes from a page that may not send it',
  not_found: 'There is no such thing for this customer',
  method_not_allowed: 'This address does not answer this method',
  amount_changed: 'The price is another one now',
  consent_changed: 'The words about saving a card are others now',
  payment_in_progress: 'A payment of this checkout is under way',
  already_paid: 'This checkout is paid',
  payload_too_large: 'The body is too long',
  unsupported_media_type: 'The body has to be application/json',
  idempotency_mismatch: 'This idempotency key stands for something else',
  cvc_required: 'The security code is missing',
  cvc_not_accepted: 'No security code is taken here',
  cvc_malformed: 'The security code has 3 or 4 digits',
  too_many_attempts: 'Too many attempts',
  unavailable: 'This cannot be answered at the moment',
}

/** RFC 9457 problem details. Built from an allow-list: nothing of the request comes back. */
export function toProblemResponse({ code, extra, retryAfter }: ProblemError, headers: HeadersInit = {}): Response {
  const status = PROBLEM_STATUS[code]
  const problem: Problem = { code, title: TITLES[code], status, ...extra }
  const response = Response.json(problem, { status, headers })
  response.headers.set('content-type', 'application/problem+json')
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter))
  return response
}
