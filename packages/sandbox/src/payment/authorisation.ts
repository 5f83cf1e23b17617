import type { Order, Transaction } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
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

/** What can still be done with the money of an order. */
export function amountDetails(order: Order): AmountDetails {
  const held = authorisation(order) === undefined ? 0 : order.amount - order.captured - order.voided
  return {
    capturable: held,
    captured: order.captured,
    refundable: order.captured - order.refunded,
    refunded: order.refunded,
    voidable: held,
    voided: order.voided,
  }
}

/** Whether a transaction still holds money that can be taken. */
export const isCapturable = (order: Order, transaction: Transaction): boolean =>
  transaction.isAuthorisation && order.status === 'completed' && amountDetails(order).capturable > 0

/** Takes part of a held amount. The caller has checked that it is there. */
export function capture(work: Work, order: Order, transaction: Transaction, amount: number): void {
  order.captured += amount
  touch(work, order)
  transaction.modified = order.modified
  if (order.captured + order.voided >= order.amount) setTransactionStatus(work, order, transaction, 'captured')
}

/** Gives back part of a held amount. The caller has checked that it is there. */
export function release(work: Work, order: Order, transaction: Transaction, amount: number): void {
  order.voided += amount
  touch(work, order)
  transaction.modified = order.modified
  if (order.voided >= order.amount) setTransactionStatus(work, order, transaction, 'cancelled')
  else if (order.captured + order.voided >= order.amount) setTransactionStatus(work, order, transaction, 'captured')
}

/** Takes all that is still held. */
export function captureRest(work: Work, order: Order, transaction: Transaction): void {
  capture(work, order, transaction, amountDetails(order).capturable)
}

/** Loses all that is still held, because nobody took it in time. */
export function releaseRest(work: Work, order: Order, transaction: Transaction): void {
  const { capturable } = amountDetails(order)
  order.voided += capturable
  setTransactionStatus(work, order, transaction, order.captured > 0 ? 'captured' : 'expired')
}
