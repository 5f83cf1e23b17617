import { isWrongCvc } from '../card/card-entry.ts'
import { declineFor } from '../card/decline-reasons.ts'
import type { Order, Transaction, VaultCard } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { chargeCard } from './charge-card.ts'
import { decline } from './outcome.ts'

/** A reference to a saved card, with the CVC when the order holds one. */
export interface SavedCardReference {
  /** A vault token or the id of the first transaction, which are interchangeable (docs.costplus.io, One-click). */
  readonly reference: string
  readonly cvc: string | null
}

// Recurring tokens live for a year at most (docs.costplus.io, Recurring payments). For one-click tokens no limit is documented.
const recurringLifetimeMs = 365 * 24 * 3600 * 1000

/** Finds the saved card of a transaction. A token only works for the type of payment it was created for. */
export function findSavedCard(
  work: UnitOfWork,
  reference: string,
  { recurringType }: Pick<Transaction, 'recurringType'>,
): VaultCard | undefined {
  const card = work.card(reference)
  const wanted = recurringType === 'recurring' ? 'recurring' : 'one-click'
  if (card === undefined || card.dead || (card.kind !== 'any' && card.kind !== wanted)) return undefined
  const ageMs = work.nowMs - card.created / 1000
  return wanted === 'recurring' && ageMs > recurringLifetimeMs * work.timeScale ? undefined : card
}

/** Pays with a saved card, without the hosted page unless the issuer asks for a challenge. */
export function payWithSavedCard(
  work: UnitOfWork,
  order: Order,
  transaction: Transaction,
  { reference, cvc }: SavedCardReference,
): void {
  const saved = findSavedCard(work, reference, transaction)
  if (saved === undefined) return decline(work, order, transaction, declineFor('cardUnknown'))
  const { cardId, expiry, holder } = saved
  transaction.firstTransactionId = saved.firstTransactionId
  transaction.vaultToken = saved.token
  chargeCard(work, order, transaction, {
    card: { cardId, expiry, holder },
    cvcIsWrong: cvc !== null && isWrongCvc(cvc),
    payerIsPresent: transaction.recurringType === null,
  })
}
