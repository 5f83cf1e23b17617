import type { Context } from '../context.ts'
import { CLOSED_STATUSES } from '../gateway/order.ts'
import type { PaymentRow } from '../store/schema.ts'
import type { Finding } from './finding.ts'

/**
 * Cancels the order of a payment that has just entered review, if it can still be paid: its amount or its address is not
 * what was asked for. The answer is ignored: `resolvePayment` cancels again and fetches the order.
 */
export async function cancelReview(
  { gateway }: Context,
  before: PaymentRow,
  after: PaymentRow,
  finding: Finding | undefined,
): Promise<void> {
  const order = finding?.order
  const isNew = before.state !== 'review' && after.state === 'review'
  if (!isNew || order === undefined || order.status === 'completed' || CLOSED_STATUSES.has(order.status)) return
  await gateway.cancelOrder(order.id)
}
