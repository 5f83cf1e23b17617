import { isWrongCvc } from '../card/card-entry.ts'
import { refusalOf } from '../card/decline-reasons.ts'
import type { Order, Transaction, VaultCard } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { tryCard } from './charge-card.ts'
import { refuse } from './outcome.ts'

/** How a payment refers to a saved card. */
export interface SavedCardReference {
  /** A vault token, or the id of the first transaction: the two are interchangeable (docs.costplus.io, One-click). */
  readonly reference: string
  readonly cvc: string | null
}

// Recurring tokens live at most a year (docs.costplus.io, Recurring payments); nothing is said about one-click tokens.
const recurringLifetimeMs = 365 * 24 * 3600 * 1000

/** Finds the saved card a transaction may use; a token serves the kind of payment it was made for. */
export function findSavedCard(
  work: Work,
  reference: string,
  { recurringType }: Pick<Transaction, 'recurringType'>,
): VaultCard | undefined {
  const card = work.card(reference)
  const wanted = recurringType === 'recurring' ? 'recurring' : 'one-click'
  if (card === undefined || card.dead || (card.kind !== 'any' && card.kind !== wanted)) return undefined
  const ageMs = work.nowMs - card.created / 1000
  return wanted === 'recurring' && ageMs > recurringLifetimeMs * work.timeScale ? undefined : card
}

/** Pays with a saved card at once: no hosted page, unless the bank wants to hear from the payer. */
export function payWithSavedCard(
  work: Work,
  order: Order,
  transaction: Transaction,
  { reference, cvc }: SavedCardReference,
): void {
  const saved = findSavedCard(work, reference, transaction)
  if (saved === undefined) return refuse(work, order, transaction, refusalOf('cardUnknown'))
  const { cardId, expiry, holder } = saved
  transaction.firstTransactionId = saved.firstTransactionId
  transaction.vaultToken = saved.token
  tryCard(work, order, transaction, {
    card: { cardId, expiry, holder },
    cvcIsWrong: cvc !== null && isWrongCvc(cvc),
    payerIsPresent: transaction.recurringType === null,
  })
}
