import { isSameMoney, type Checkout, type ProblemCode } from '@cardfile/contract'
import type { ProblemError } from '../client/problem-error.ts'
import type { Notice, NoticeKind } from './flow-step.ts'

/** Problem codes that are notices of the same name. */
const NOTICE_CODES = [
  'consent_changed',
  'cvc_required',
  'cvc_malformed',
  'cvc_not_accepted',
  'too_many_attempts',
  'unavailable',
] as const satisfies (NoticeKind & ProblemCode)[]

/** The notice for a problem. A code that this bundle does not know is `refused`. */
export function toNotice(problem: ProblemError, checkout: Checkout): Notice {
  const paymentId = checkout.payment?.id ?? null
  const { code, amount, retryAfterSeconds } = problem
  if (code === 'amount_changed') {
    const isSame = amount !== undefined && isSameMoney(amount, checkout.amount)
    return { kind: isSame ? 'quote_expired' : 'amount_changed', paymentId }
  }
  const kind = code === 'unauthenticated' ? 'signed_out' : NOTICE_CODES.find((known) => known === code)
  return {
    kind: kind ?? 'refused',
    paymentId,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}
