import { isSameMoney, type Checkout } from '@cardfile/contract'
import type { ProblemError } from '../client/problem-error.ts'
import type { Notice, NoticeKind } from './flow-step.ts'

const NOTICE_OF_CODE = new Map<string, NoticeKind>([
  ['consent_changed', 'consent_changed'],
  ['cvc_required', 'cvc_required'],
  ['cvc_malformed', 'cvc_malformed'],
  ['cvc_not_accepted', 'cvc_not_accepted'],
  ['too_many_attempts', 'too_many_attempts'],
  ['unauthenticated', 'signed_out'],
  ['unavailable', 'unavailable'],
])

/** The notice for a problem. A code that this bundle does not know is `refused`. */
export function toNotice(problem: ProblemError, checkout: Checkout): Notice {
  const paymentId = checkout.payment?.id ?? null
  const { code, amount, retryAfterSeconds } = problem
  if (code === 'amount_changed') {
    const isSame = amount !== undefined && isSameMoney(amount, checkout.amount)
    return { kind: isSame ? 'quote_expired' : 'amount_changed', paymentId }
  }
  return {
    kind: NOTICE_OF_CODE.get(code) ?? 'refused',
    paymentId,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}
