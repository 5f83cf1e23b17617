import { parseDuration } from '../clock/duration.ts'
import { parseBody } from '../http/parse-body.ts'
import { Problem } from '../http/problem.ts'
import { touch } from '../payment/status.ts'
import { isFinal, type Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { writableFields } from './create-order.ts'
import { updateOrderSchema } from './order-input.ts'
import { requireOrder } from './require-order.ts'

// The server rejects these: the platform's own plugin kit strips them before it sends an order back.
const readOnlyFields = ['events', 'is_capturable', 'order_id', 'project_id', 'flags']

/**
 * Changes properties of an order; a partial body is enough (Cost+ API reference, Update an order). It is not documented
 * which may change when: here the amount and currency are fixed once a payment was attempted, the expiry once the order
 * is final.
 */
export function updateOrder(work: UnitOfWork, id: string, body: Record<string, unknown>): Order {
  const order = requireOrder(work, id)
  const readOnly = readOnlyFields.find((name) => Object.hasOwn(body, name))
  if (readOnly !== undefined) throw new Problem(400, `${readOnly} is read-only`, readOnly)
  if (Object.keys(body).length === 0) throw new Problem(400, 'The body must name at least one property to change.')
  const input = parseBody(updateOrderSchema, body)
  const isNew = order.status === 'new'
  const { amount, currency, expiration_period: period } = input
  if (typeof amount === 'number' && amount !== order.amount) {
    if (!isNew) throw new Problem(400, 'The amount cannot change after a payment attempt.', 'amount')
    order.amount = amount
  }
  if (typeof currency === 'string' && currency !== order.currency) {
    if (!isNew) throw new Problem(400, 'The currency cannot change after a payment attempt.', 'currency')
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
