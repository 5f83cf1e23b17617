import { toTimestamp } from '../clock/timestamp.ts'
import { merchantOrderIdOf, type Order, type OrderStatus } from '../store/order.ts'

/** What really became of an order, for the oracles of tests. */
export interface OrderView {
  readonly id: string
  readonly merchantOrderId: string | null
  readonly status: OrderStatus
  /** Minor units. */
  readonly amount: number
  readonly currency: string
  /** Minor units that were taken and not given back; 0 for a refund order. */
  readonly charged: number
  /** Minor units. */
  readonly refunded: number
  /** The order this one is the refund of. */
  readonly refundOf: string | null
  readonly oneClickType: 'first' | 'one-click' | null
  readonly vaultToken: string | null
  readonly created: string
  readonly modified: string
}

/** Looks at an order from outside. */
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
