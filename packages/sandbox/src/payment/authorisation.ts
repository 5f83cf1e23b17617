import type { Order, Transaction } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { setTransactionStatus, touch } from './status.ts'

/** `amount_details` of an order, in minor units (docs.costplus.io, Authorise, capture and void). */
export interface AmountDetails {
  readonly capturable: number
  readonly captured: number
  readonly refundable: number
  readonly refunded: number
  readonly voidable: number
  readonly voided: number
}

const authorisation = (order: Order): Transaction | undefined =>
  order.transactions.find((each) => each.isAuthorisation && each.status !== 'expired')

/** How much of an order can still be captured, refunded and voided. */
export function amountDetails(order: Order): AmountDetails {
  const authorised = authorisation(order) === undefined ? 0 : order.amount - order.captured - order.voided
  return {
    capturable: authorised,
    captured: order.captured,
    refundable: order.captured - order.refunded,
    refunded: order.refunded,
    voidable: authorised,
    voided: order.voided,
  }
}

/** Whether a transaction has an authorised amount left to capture. */
export const isCapturable = (order: Order, transaction: Transaction): boolean =>
  transaction.isAuthorisation && order.status === 'completed' && amountDetails(order).capturable > 0

/** Captures part of an authorised amount. The caller checks that enough is left. */
export function capture(work: UnitOfWork, order: Order, transaction: Transaction, amount: number): void {
  order.captured += amount
  touch(work, order)
  transaction.modified = order.modified
  if (order.captured + order.voided >= order.amount) setTransactionStatus(work, order, transaction, 'captured')
}

/** Voids part of an authorised amount. The caller checks that enough is left. */
export function voidAmount(work: UnitOfWork, order: Order, transaction: Transaction, amount: number): void {
  order.voided += amount
  touch(work, order)
  transaction.modified = order.modified
  if (order.voided >= order.amount) setTransactionStatus(work, order, transaction, 'cancelled')
  else if (order.captured + order.voided >= order.amount) setTransactionStatus(work, order, transaction, 'captured')
}

/** Captures the rest of an authorised amount. */
export function captureRemainder(work: UnitOfWork, order: Order, transaction: Transaction): void {
  capture(work, order, transaction, amountDetails(order).capturable)
}

/** Lets the rest of an authorisation expire uncaptured. */
export function expireRemainder(work: UnitOfWork, order: Order, transaction: Transaction): void {
  const { capturable } = amountDetails(order)
  order.voided += capturable
  setTransactionStatus(work, order, transaction, order.captured > 0 ? 'captured' : 'expired')
}
