import { isFinal, type Order, type Transaction } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { captureRemainder, expireRemainder, isCapturable } from './authorisation.ts'
import { applyPendingOutcome } from './charge-card.ts'
import { closeOrder } from './close-order.ts'

const authorisationOf = (order: Order): Transaction | undefined =>
  order.transactions.find((each) => isCapturable(order, each))

/** When an order next changes without a call, in milliseconds since 1970. Undefined when no change is scheduled. */
export function nextChangeAt(order: Order): number | undefined {
  if (isFinal(order.status)) return authorisationOf(order) === undefined ? undefined : order.expiresAt
  const pending = order.transactions.flatMap((each) => (each.pending === null ? [] : [each.pending.at]))
  return Math.min(order.expiresAt, ...pending)
}

/**
 * Applies the changes that are due: pending outcomes, the expiry of an open order, and at the end of the expiration
 * period the capture (`delayed`) or loss (`manual`) of an authorised amount (docs.costplus.io, Authorise, capture and
 * void).
 */
export function applyDueChanges(work: UnitOfWork, order: Order): void {
  for (const transaction of order.transactions) {
    const { pending } = transaction
    if (pending !== null && pending.at <= work.nowMs) applyPendingOutcome(work, order, transaction, pending.outcome)
  }
  if (order.expiresAt > work.nowMs) return
  if (!isFinal(order.status)) return closeOrder(work, order, 'expired')
  const authorisation = authorisationOf(order)
  if (authorisation === undefined) return
  if (authorisation.captureMode === 'delayed') captureRemainder(work, order, authorisation)
  else expireRemainder(work, order, authorisation)
}
