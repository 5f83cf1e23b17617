import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { checkout, payment, type PaymentRow } from '../store/schema.ts'
import { findPayment, viewPayment } from './find-payment.ts'
import { giveUp } from './give-up.ts'
import { observeNow } from './observe-payment.ts'
import { withPatience } from './read-repair.ts'

/**
 * Gives up a payment that waits for the customer, so that another way can be chosen. It counts as given up only when the
 * gateway shows it cancelled; until then the checkout stays taken. Any other payment stays as it is.
 */
export async function cancelPayment(context: Context, row: PaymentRow): Promise<PaymentRow> {
  const { status } = await viewPayment(context, row)
  if (status !== 'redirect') return row
  await context.database.transaction(async (tx) => {
    await tx.select().from(checkout).where(eq(checkout.id, row.checkoutId)).for('update')
    const [current] = await tx.select().from(payment).where(eq(payment.id, row.id)).for('update')
    if (current !== undefined) await giveUp(context, tx, current, 'cancel')
  })
  await withPatience(context, observeNow(context, row.id, 'cancel'))
  return (await findPayment(context, row.customerId, row.id)) ?? row
}
