import { eq } from 'drizzle-orm'
import type { Db } from '../store/db.ts'
import { checkout, payment, type PaymentRow } from '../store/schema.ts'

/** A payment and its checkout, locked until the transaction ends. */
export interface Locked {
  readonly checkout: typeof checkout.$inferSelect
  readonly payment: PaymentRow
}

/**
 * Locks a payment's checkout, then the payment, and reads both again. Every transaction that changes a payment locks in
 * this order: any other order can deadlock.
 */
export async function lockPayment(tx: Db, { id, checkoutId }: Pick<PaymentRow, 'id' | 'checkoutId'>): Promise<Locked> {
  const [lock] = await tx.select().from(checkout).where(eq(checkout.id, checkoutId)).for('update')
  const [current] = await tx.select().from(payment).where(eq(payment.id, id)).for('update')
  if (lock === undefined || current === undefined) throw new Error(`Payment ${id} has disappeared.`)
  return { checkout: lock, payment: current }
}
