import { toTimestamp } from '../clock/timestamp.ts'
import { merchantOrderIdOf, type Order, type OrderStatus } from '../store/order.ts'

/** The true state of an order, whatever its answers showed. */
export interface OrderView {
  readonly id: string
  readonly merchantOrderId: string | null
  readonly status: OrderStatus
  /** Minor units. */
  readonly amount: number
  readonly currency: string
  /** Minor units captured and not refunded. 0 for a refund. */
  readonly charged: number
  /** Minor units. */
  readonly refunded: number
  /** Id of the refunded order. Null unless this order is a refund. */
  readonly refundOf: string | null
  readonly oneClickType: 'first' | 'one-click' | null
  readonly vaultToken: string | null
  readonly created: string
  readonly modified: string
}

/** Builds the view of an order. */
export function orderView(order: Order): OrderView {
  const last = order.transactions.at(-1)
  return {
    id: order.id,
    merchantOrderId: merchantOrderIdOf(order),
    status: order.status,
    amount: order.amount,
    currency: order.currency,
    charged: order.captured - order.refunded,
    refunded: order.refunded,
    refundOf: order.refundOf,
    oneClickType: last?.oneClickType ?? null,
    vaultToken: last?.vaultToken ?? null,
    created: toTimestamp(order.created),
    modified: toTimestamp(order.modified),
  }
}
