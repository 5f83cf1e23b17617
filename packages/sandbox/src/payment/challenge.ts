import { refusalOf } from '../card/decline-reasons.ts'
import { FORCED_CHALLENGE, TEST_CARDS } from '../card/test-cards.ts'
import type { Order, Transaction } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { approve, refuse } from './outcome.ts'
import { setOrderStatus, setTransactionStatus } from './status.ts'

/** The codes that pass and fail the challenge of a transaction. */
export function challengeCodes({ card }: Transaction): { readonly passes: string; readonly fails: string } {
  const result = card === null ? FORCED_CHALLENGE : TEST_CARDS[card.cardId].result
  return result.kind === 'challenge' ? result : FORCED_CHALLENGE
}

/** The payer opened the challenge of a one-click payment. */
export function openChallenge(work: Work, order: Order, transaction: Transaction): void {
  if (transaction.status !== 'new') return
  setTransactionStatus(work, order, transaction, 'processing')
  setOrderStatus(work, order, 'processing')
}

const mostWrongCodes = 3

/** Takes a one-time code: the published one passes, the published wrong one fails, others may be tried three times. */
export function answerChallenge(
  work: Work,
  order: Order,
  transaction: Transaction,
  code: string,
): 'done' | 'try-again' {
  const { passes, fails } = challengeCodes(transaction)
  openChallenge(work, order, transaction)
  if (code === passes) {
    approve(work, order, transaction)
    return 'done'
  }
  transaction.wrongCodes += 1
  if (code !== fails && transaction.wrongCodes < mostWrongCodes) return 'try-again'
  refuse(work, order, transaction, refusalOf('authenticationFailed'))
  return 'done'
}
