import { toTimestamp, type Micros } from '../clock/timestamp.ts'
import { amountDetails } from '../payment/authorisation.ts'
import { orderLines } from '../payment/order-lines.ts'
import type { Identity } from '../project/identity.ts'
import type { ShownFields } from '../scenario/fault.ts'
import { isFinal, type Order } from '../store/order.ts'
import { orderUrl } from './hosted-page-url.ts'
import { omitNulls } from './omit-nulls.ts'
import { toWireTransaction } from './wire-transaction.ts'

function flagsOf(order: Order): string[] {
  return [
    'is-test',
    ...(order.refundOf === null ? [] : ['is-refund']),
    ...(order.refunds.length > 0 ? ['has-refunds'] : []),
    ...(order.refundOf === null && order.transactions.some((each) => each.isAuthorisation) && order.captured > 0
      ? ['has-captures']
      : []),
    ...(order.voided > 0 ? ['has-voids'] : []),
  ]
}

function orderLineDetails(order: Order) {
  return orderLines(order).map(({ id, quantity }) => {
    const captured = order.capturedLines[id] ?? 0
    const voided = order.voidedLines[id] ?? 0
    return {
      merchant_order_line_id: id,
      quantity,
      captured,
      voided,
      capturable: Math.max(0, quantity - captured - voided),
    }
  })
}

/** How an answer about an order differs from the stored order. */
export interface WireOptions {
  readonly shows?: ShownFields
  /** Scripted status, shown in place of the order's own. */
  readonly status?: string
  /** Parts asked for by `fields[]` of the query. */
  readonly extra?: readonly string[]
}

/** Builds an order as the API shows it. */
export function toWireOrder(identity: Identity, order: Order, { shows = {}, status, extra = [] }: WireOptions = {}) {
  const at = (moment: Micros) => toTimestamp(moment + (shows.clockSkewMs ?? 0) * 1000)
  const { transactions } = order
  const last = transactions.at(-1)
  return {
    id: order.id,
    project_id: shows.projectId ?? identity.projectId,
    merchant_id: identity.merchantId,
    status: status ?? order.status,
    amount: shows.amount ?? order.amount,
    currency: shows.currency ?? order.currency,
    ...order.fields,
    ...(shows.merchantOrderId === undefined ? {} : { merchant_order_id: shows.merchantOrderId }),
    flags: shows.flags ?? flagsOf(order),
    created: at(order.created),
    modified: at(order.modified),
    ...omitNulls({
      completed: order.completed === null ? null : at(order.completed),
      last_transaction_added: last === undefined ? null : at(last.created),
      order_url: order.chosenOnPage && !isFinal(order.status) ? orderUrl(identity, order) : null,
      refunded_amount: order.refunded > 0 ? order.refunded : null,
      refund_of_order_id: order.refundOf,
      related_order_id: order.refundOf,
      refund_orders: order.refunds.length > 0 ? order.refunds : null,
      related_orders: order.refunds.length > 0 ? order.refunds : null,
      amount_details: extra.includes('amount_details') ? amountDetails(order) : null,
      order_line_details: extra.includes('order_line_details') ? orderLineDetails(order) : null,
    }),
    ...(transactions.length === 0 || shows.withoutTransactions === true
      ? {}
      : { transactions: transactions.map((each) => toWireTransaction(identity, order, each, shows)) }),
    ...shows.extraFields,
  }
}
