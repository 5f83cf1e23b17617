import { isFinal, type Order, type Transaction } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { resolvePending } from './charge-card.ts'
import { captureRest, isCapturable, releaseRest } from './authorisation.ts'
import { setOrderStatus, setTransactionStatus } from './status.ts'

function close(work: Work, order: Order, status: 'cancelled' | 'expired'): void {
  for (const transaction of order.transactions) {
    transaction.nextStep = null
    transaction.pending = null
    if (transaction.status !== 'error') setTransactionStatus(work, order, transaction, status)
  }
  setOrderStatus(work, order, status)
}

/** Cancels an order that is still open. */
export const cancelOrder = (work: Work, order: Order): void => close(work, order, 'cancelled')

const authorised = (order: Order): Transaction | undefined =>
  order.transactions.find((each) => isCapturable(order, each))

/** When something happens to an order by itself, in milliseconds since 1970; undefined when it is at rest. */
export function nextDueAt(order: Order): number | undefined {
  if (isFinal(order.status)) return authorised(order) === undefined ? undefined : order.expiresAt
  const pending = order.transactions.flatMap((each) => (each.pending === null ? [] : [each.pending.at]))
  return Math.min(order.expiresAt, ...pending)
}

/**
 * Does what is due: a slow bank answers, an open order expires, a held amount is taken (`delayed`) or lost (`manual`)
 * at the end of the expiration period (docs.costplus.io, Authorise, capture and void).
 */
export function runDue(work: Work, order: Order): void {
  for (const transaction of order.transactions) {
    if (transaction.pending !== null && transaction.pending.at <= work.nowMs) resolvePending(work, order, transaction)
  }
  if (order.expiresAt > work.nowMs) return
  if (!isFinal(order.status)) return close(work, order, 'expired')
  const held = authorised(order)
  if (held === undefined) return
  if (held.captureMode === 'delayed') captureRest(work, order, held)
  else releaseRest(work, order, held)
}
