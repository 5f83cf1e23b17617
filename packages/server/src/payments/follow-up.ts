import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { CardfileEvent } from '../events/event.ts'
import { writeEvent } from '../events/outbox.ts'
import type { Db } from '../store/db.ts'
import { checkout, payment, type PaymentRow } from '../store/schema.ts'
import { giveUp } from './give-up.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'

/** Writes the consequences of a payment's new state: the checkout's marks, and an event for the shop. */
export async function followUp(context: Context, tx: Db, row: PaymentRow): Promise<void> {
  const about: Required<Omit<CardfileEvent, 'id' | 'at' | 'type' | 'cardId'>> = {
    customerId: row.customerId,
    checkoutId: row.checkoutId,
    paymentId: row.id,
    amount: { value: row.amount, currency: row.currency },
  }
  switch (row.state) {
    case 'succeeded':
      await tx.update(checkout).set({ paidPaymentId: row.id }).where(eq(checkout.id, row.checkoutId))
      await giveUpOthers(context, tx, row)
      return writeEvent(context, tx, { type: 'payment.succeeded', ...about })
    case 'surplus':
      return writeEvent(context, tx, { type: 'payment.surplus', ...about })
    case 'review':
      await tx.update(checkout).set({ reviewAt: context.clock.now }).where(eq(checkout.id, row.checkoutId))
      return writeEvent(context, tx, { type: 'payment.review', ...about })
    case 'declined':
    case 'rejected':
      return writeEvent(context, tx, { type: 'payment.declined', ...about })
    case 'cancelled':
    case 'abandoned':
    case 'not_found':
      return writeEvent(context, tx, { type: 'payment.cancelled', ...about })
    case 'expired':
      return writeEvent(context, tx, { type: 'payment.expired', ...about })
    case 'submitting':
    case 'unknown':
    case 'awaiting_customer':
    case 'processing':
    case 'gateway_error':
    case 'closing':
      return
    default:
      row.state satisfies never
  }
}

/** Gives up the checkout's other open payments: an older payment may turn out paid while a newer one is open. */
async function giveUpOthers(context: Context, tx: Db, paid: PaymentRow): Promise<void> {
  const others = and(
    eq(payment.checkoutId, paid.checkoutId),
    ne(payment.id, paid.id),
    inArray(payment.state, OPEN_STATES),
  )
  for (const other of await tx.select().from(payment).where(others).for('update')) {
    await giveUp(context, tx, other, 'paid-otherwise')
  }
}

/** Unblocks the checkout of a payment that has left review, unless another payment of it is in review. */
export async function releaseCheckout(tx: Db, checkoutId: string): Promise<void> {
  const inReview = and(eq(payment.checkoutId, checkoutId), eq(payment.state, 'review'))
  if ((await tx.select({ id: payment.id }).from(payment).where(inReview)).length > 0) return
  await tx.update(checkout).set({ reviewAt: null }).where(eq(checkout.id, checkoutId))
}
