import type { Context } from '../context.ts'
import { findPayment, viewPayment } from '../payments/find-payment.ts'
import { giveUp } from '../payments/give-up.ts'
import { lockPayment } from '../payments/lock-payment.ts'
import { waitForPoll } from '../polling/poll-before-read.ts'
import { pollNow } from '../polling/poll-payment.ts'
import type { PaymentRow } from '../store/schema.ts'

/**
 * Gives up a payment that waits for the customer, so that they can pay another way. The checkout stays blocked until the
 * gateway shows the order cancelled. A payment in any other state stays as it is. Returns the payment afterwards.
 */
export async function cancelPayment(context: Context, row: PaymentRow): Promise<PaymentRow> {
  const { status } = await viewPayment(context, row)
  if (status !== 'redirect') return row
  await context.database.transaction(async (tx) => {
    const { payment } = await lockPayment(tx, row)
    await giveUp(context, tx, payment, 'cancel')
  })
  await waitForPoll(context, pollNow(context, row.id, 'cancel'))
  return (await findPayment(context, row.customerId, row.id)) ?? row
}
