import type { Context } from '../context.ts'
import { CLOSED_STATUSES } from '../gateway/order.ts'
import type { PaymentRow } from '../store/schema.ts'
import type { Finding } from './finding.ts'

/**
 * Cancels the order of a payment that has just been held, while it can still be paid: its amount or its address is not what
 * was asked for. What comes of it is not waited for: whoever resolves the payment has it cancelled again, and looks.
 */
export async function cancelReview(
  { gateway }: Context,
  before: PaymentRow,
  after: PaymentRow,
  finding: Finding | undefined,
): Promise<void> {
  const order = finding?.order
  const isJustHeld = before.state !== 'review' && after.state === 'review'
  if (!isJustHeld || order === undefined || order.status === 'completed' || CLOSED_STATUSES.has(order.status)) return
  await gateway.cancelOrder(order.id)
}
