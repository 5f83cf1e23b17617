import { eq } from 'drizzle-orm'
import type { Db } from '../store/db.ts'
import { checkout, payment, type PaymentRow } from '../store/schema.ts'

/** What a change to a payment is weighed against, and cannot change while the transaction lasts. */
export interface Locked {
  readonly checkout: typeof checkout.$inferSelect
  readonly payment: PaymentRow
}

/**
 * Locks a payment's checkout, then the payment, and reads both anew. Everybody who changes a payment locks in this order:
 * the other one would wait for ever for somebody who waits for it.
 */
export async function lockPayment(tx: Db, { id, checkoutId }: Pick<PaymentRow, 'id' | 'checkoutId'>): Promise<Locked> {
  const [lock] = await tx.select().from(checkout).where(eq(checkout.id, checkoutId)).for('update')
  const [current] = await tx.select().from(payment).where(eq(payment.id, id)).for('update')
  if (lock === undefined || current === undefined) throw new Error(`Payment ${id} has disappeared.`)
  return { checkout: lock, payment: current }
}
