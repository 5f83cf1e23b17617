import { declineFor } from '../card/decline-reasons.ts'
import { FORCED_CHALLENGE, TEST_CARDS } from '../card/test-cards.ts'
import type { Order, Transaction } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { approve, decline } from './outcome.ts'
import { setOrderStatus, setTransactionStatus } from './status.ts'

/** The codes that pass and fail a transaction's challenge. */
export function challengeCodes({ card }: Transaction): { readonly passes: string; readonly fails: string } {
  const result = card === null ? FORCED_CHALLENGE : TEST_CARDS[card.cardId].result
  return result.kind === 'challenge' ? result : FORCED_CHALLENGE
}

/** Records that the payer opened the challenge of a one-click payment. */
export function openChallenge(work: UnitOfWork, order: Order, transaction: Transaction): void {
  if (transaction.status !== 'new') return
  setTransactionStatus(work, order, transaction, 'processing')
  setOrderStatus(work, order, 'processing')
}

const maxWrongCodes = 3

/** Checks a one-time code: one published code passes, the other fails at once, and a third unknown code fails too. */
export function answerChallenge(work: UnitOfWork, order: Order, transaction: Transaction, code: string): void {
  const { passes, fails } = challengeCodes(transaction)
  openChallenge(work, order, transaction)
  if (code === passes) return approve(work, order, transaction)
  transaction.wrongCodes += 1
  if (code !== fails && transaction.wrongCodes < maxWrongCodes) return
  decline(work, order, transaction, declineFor('authenticationFailed'))
}
