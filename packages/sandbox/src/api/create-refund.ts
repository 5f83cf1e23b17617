import type * as v from 'valibot'
import { parseBody } from '../http/parse-body.ts'
import { Problem } from '../http/problem.ts'
import { amountDetails } from '../payment/authorisation.ts'
import { newOrder, newTransaction } from '../payment/new-order.ts'
import { touch } from '../payment/status.ts'
import type { Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { writableFields } from './create-order.ts'
import { refundSchema } from './order-input.ts'
import { requireOrder } from './require-order.ts'

/** The documented fields only: the schema of a refund lets others pass unchecked. */
const refundFields = ({ description, merchant_order_id: reference, extra }: v.InferOutput<typeof refundSchema>) =>
  writableFields({ description, merchant_order_id: reference ?? undefined, extra })

/**
 * Refunds a captured amount in full or in part (Cost+ API reference, Create a refund). The documents describe three
 * answers. A separate completed order that points to the refunded one satisfies all three.
 */
export function createRefund(work: UnitOfWork, id: string, body: unknown): Order {
  const order = requireOrder(work, id)
  const input = parseBody(refundSchema, body ?? {})
  const { refundable } = amountDetails(order)
  if (order.refundOf !== null || order.status !== 'completed' || order.captured === 0) {
    throw new Problem(400, 'Only a paid order can be refunded.')
  }
  const amount = input.amount ?? refundable
  if (refundable === 0) throw new Problem(400, 'The order has been refunded in full.', 'amount')
  if (amount > refundable) throw new Problem(400, `${amount} exceeds the refundable ${refundable}`, 'amount')

  const { webhook_url: webhook } = order.fields
  const refund = newOrder(
    work,
    {
      amount,
      currency: order.currency,
      fields: { ...refundFields(input), ...(webhook === undefined ? {} : { webhook_url: webhook }) },
      fault: {},
    },
    { refundOf: order.id, status: 'completed' },
  )
  refund.completed = refund.modified
  const method = order.transactions.at(-1)?.method ?? 'credit-card'
  const refunded = { status: 'completed', nextStep: null, creditDebit: 'debit', completed: refund.modified } as const
  refund.transactions.push(newTransaction(work, refund, method, refunded))
  work.addOrder(refund)

  order.refunded += amount
  order.refunds.push(refund.id)
  touch(work, order)
  return refund
}
