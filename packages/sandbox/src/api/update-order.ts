import { parseDuration } from '../clock/duration.ts'
import { isFinal, type Order } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { cancelOrder } from '../payment/scheduled-changes.ts'
import { touch } from '../payment/status.ts'
import { writableFields } from './create-order.ts'
import { parseBody, updateOrderSchema } from './order-input.ts'
import { Problem } from '../http/problem.ts'

// The platform's own plugin kit strips these before it sends an order back, because the server refuses them.
const refusedFields = ['events', 'is_capturable', 'order_id', 'project_id', 'flags']

/** The order to change, or a 404. */
export function requireOrder(work: Work, id: string): Order {
  const order = work.order(id.toLowerCase())
  if (order === undefined) throw new Problem(404, 'The order does not exist.')
  return order
}

/**
 * Changes properties of an order; a partial body is enough (Cost+ API reference, Update an order). What may change when
 * is not documented: here the price and the expiry hold still once somebody has tried to pay.
 */
export function updateOrder(work: Work, id: string, body: Record<string, unknown>): Order {
  const order = requireOrder(work, id)
  const refused = refusedFields.find((name) => Object.hasOwn(body, name))
  if (refused !== undefined) throw new Problem(400, `${refused} is read-only`, refused)
  if (Object.keys(body).length === 0) throw new Problem(400, 'The body has to name at least one property to change.')
  const input = parseBody(updateOrderSchema, body)
  const isUntouched = order.status === 'new'
  const { amount, currency, expiration_period: period } = input
  if (typeof amount === 'number' && amount !== order.amount) {
    if (!isUntouched) throw new Problem(400, 'The amount cannot change once a payment was tried.', 'amount')
    order.amount = amount
  }
  if (typeof currency === 'string' && currency !== order.currency) {
    if (!isUntouched) throw new Problem(400, 'The currency cannot change once a payment was tried.', 'currency')
    order.currency = currency
  }
  if (typeof period === 'string' && period !== order.fields.expiration_period) {
    if (isFinal(order.status)) throw new Problem(400, 'The order is final.', 'expiration_period')
    const createdMs = Math.floor(order.created / 1000)
    order.expiresAt = createdMs + (parseDuration(period, createdMs) ?? 0) * work.timeScale
  }
  order.fields = { ...order.fields, ...writableFields(input) }
  touch(work, order)
  return order
}

/** Cancels an order that has not completed (Cost+ API reference, Cancel an order); the 400 is undocumented. */
export function cancelOpenOrder(work: Work, id: string): Order {
  const order = requireOrder(work, id)
  if (order.status === 'completed') throw new Problem(400, 'The order has completed and cannot be cancelled.')
  if (!isFinal(order.status)) cancelOrder(work, order)
  return order
}
