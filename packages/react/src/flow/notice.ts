import { isSameMoney, type Checkout } from '@cardfile/contract'
import type { CardfileProblem } from '../client/problem.ts'
import type { Notice, NoticeKind } from './payment-flow.ts'

const NOTICES = new Map<string, NoticeKind>([
  ['consent_changed', 'consent_changed'],
  ['cvc_required', 'cvc_required'],
  ['cvc_malformed', 'cvc_malformed'],
  ['cvc_not_accepted', 'cvc_not_accepted'],
  ['too_many_attempts', 'too_many_attempts'],
  ['unauthenticated', 'signed_out'],
  ['unavailable', 'unavailable'],
])

/** What a refusal means to the customer; a code this bundle does not know is a refusal like any other. */
export function noticeOf(problem: CardfileProblem, shown: Checkout): Notice {
  const paymentId = shown.payment?.id ?? null
  const { code, amount, retryAfterSeconds } = problem
  if (code === 'amount_changed') {
    const isSame = amount !== undefined && isSameMoney(amount, shown.amount)
    return { kind: isSame ? 'quote_expired' : 'amount_changed', paymentId }
  }
  return {
    kind: NOTICES.get(code) ?? 'refused',
    paymentId,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}
