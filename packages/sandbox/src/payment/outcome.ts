import type { Decline } from '../card/decline-reasons.ts'
import type { Order, Transaction, UsedCard } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { setOrderStatus, setTransactionStatus } from './status.ts'

function saveCard(work: UnitOfWork, order: Order, transaction: Transaction, card: UsedCard): void {
  const isFirst = transaction.oneClickType === 'first' || transaction.recurringType === 'first'
  if (!isFirst || order.fault.vault === 'no-token') return
  const reusesToken = order.fault.vault === 'same-token' || work.settings.tokenPerCard === 'same'
  const known = reusesToken ? work.findEqualCard(card) : undefined
  if (known !== undefined) {
    transaction.vaultToken = known.token
    transaction.firstTransactionId = known.firstTransactionId ?? transaction.id
    return
  }
  transaction.vaultToken = work.newId()
  transaction.firstTransactionId = transaction.id
  work.addCard({
    ...card,
    token: transaction.vaultToken,
    kind: transaction.oneClickType === 'first' ? 'one-click' : 'recurring',
    firstTransactionId: transaction.id,
    created: work.timestamp(),
    dead: false,
  })
}

function succeed(work: UnitOfWork, order: Order, transaction: Transaction, isAuthorisation: boolean): void {
  transaction.pending = null
  transaction.reason = null
  transaction.customerMessage = null
  transaction.networkCode = null
  transaction.isAuthorisation = isAuthorisation
  for (const each of order.transactions) each.nextStep = null
  if (transaction.card !== null) saveCard(work, order, transaction, transaction.card)
  if (!isAuthorisation) order.captured = order.amount
  setTransactionStatus(work, order, transaction, 'completed')
  setOrderStatus(work, order, 'completed')
}

/** Completes a transaction. The amount is captured, or only authorised when the order has a capture mode. */
export function approve(work: UnitOfWork, order: Order, transaction: Transaction): void {
  succeed(work, order, transaction, transaction.captureMode !== null)
}

/** Completes a transaction with the amount authorised and not captured. */
export function authorise(work: UnitOfWork, order: Order, transaction: Transaction): void {
  succeed(work, order, transaction, true)
}

/**
 * Declines a transaction. The order is in `error` and can still complete until it expires: the payer may retry on the
 * hosted page (docs.costplus.io, Status requests). Without a retry there is no next step, and so no `payment_url`.
 */
export function decline(
  work: UnitOfWork,
  order: Order,
  transaction: Transaction,
  { reason, customerMessage, networkCode }: Decline,
): void {
  transaction.pending = null
  transaction.reason = reason
  transaction.customerMessage = customerMessage
  transaction.networkCode = networkCode ?? null
  transaction.wrongCodes = 0
  const isSavedCard = transaction.oneClickType === 'one-click' || transaction.recurringType === 'recurring'
  const mayRetry = !isSavedCard && work.settings.hostedRetry && transaction.nextStep !== null
  transaction.nextStep = mayRetry ? (transaction.method === 'credit-card' ? 'card-form' : 'app') : null
  setTransactionStatus(work, order, transaction, 'error')
  setOrderStatus(work, order, 'error')
}
