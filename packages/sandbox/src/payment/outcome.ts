import type { Refusal } from '../card/decline-reasons.ts'
import type { Order, Transaction, UsedCard } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { setOrderStatus, setTransactionStatus } from './status.ts'

function saveCard(work: Work, order: Order, transaction: Transaction, card: UsedCard): void {
  const isFirst = transaction.oneClickType === 'first' || transaction.recurringType === 'first'
  if (!isFirst || order.fault.vault === 'no-token') return
  const reuses = order.fault.vault === 'same-token' || work.settings.tokenPerCard === 'same'
  const known = reuses ? work.cardLike(card) : undefined
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
    created: work.stamp(),
    dead: false,
  })
}

function succeed(work: Work, order: Order, transaction: Transaction, isAuthorisation: boolean): void {
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

/** Ends an attempt well: the amount is taken, or only held where the order asked for that. */
export function approve(work: Work, order: Order, transaction: Transaction): void {
  succeed(work, order, transaction, transaction.captureMode !== null)
}

/** Ends an attempt with the amount held and not taken. */
export function authorise(work: Work, order: Order, transaction: Transaction): void {
  succeed(work, order, transaction, true)
}

/**
 * Ends an attempt badly. The order is in `error`, which it can leave until it expires: on the hosted page the payer may
 * try again (docs.costplus.io, Status requests). Where nobody can try again the step, and with it `payment_url`, goes.
 */
export function refuse(work: Work, order: Order, transaction: Transaction, refusal: Refusal): void {
  transaction.pending = null
  transaction.reason = refusal.reason
  transaction.customerMessage = refusal.customerMessage
  transaction.networkCode = refusal.networkCode ?? null
  transaction.wrongCodes = 0
  const isSavedCard = transaction.oneClickType === 'one-click' || transaction.recurringType === 'recurring'
  const mayRetry = !isSavedCard && work.settings.hostedRetry && transaction.nextStep !== null
  transaction.nextStep = mayRetry ? (transaction.method === 'credit-card' ? 'card-form' : 'app') : null
  setTransactionStatus(work, order, transaction, 'error')
  setOrderStatus(work, order, 'error')
}
