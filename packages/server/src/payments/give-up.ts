import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { transition } from '../state-machine/transition.ts'
import type { Db } from '../store/db.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { logTransition } from './log-transition.ts'

/**
 * Gives a payment up, if its state allows it: the next poll cancels its order, and is due at once. The caller holds the
 * locks of the checkout and of the payment. Returns the payment afterwards.
 */
export async function giveUp(
  context: Context,
  tx: Db,
  row: PaymentRow,
  cause: 'cancel' | 'paid-otherwise',
): Promise<PaymentRow> {
  const { state, kind } = row
  const facts = { state, kind, wasDeclined: row.declineReason !== null, isCheckoutPaid: cause === 'paid-otherwise' }
  const to = transition(facts, { kind: 'give-up' })
  if (to === state) return row
  const { now } = context.clock
  // A customer who cancels must not find the card saved, even if the order is paid all the same.
  const withdrawsConsent = cause === 'cancel' && row.consentAt !== null
  const [given] = await tx
    .update(payment)
    .set({
      state: to,
      nextPollAt: now,
      polls: 0,
      updatedAt: now,
      consentWithdrawnAt: withdrawsConsent ? now : undefined,
    })
    .where(eq(payment.id, row.id))
    .returning()
  await logTransition(context, tx, row, { cause, from: state, to, evidence: 'give-up' })
  return given ?? row
}
