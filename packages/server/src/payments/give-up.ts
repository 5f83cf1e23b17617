import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Db } from '../store/database.ts'
import { payment, paymentLog, type PaymentRow } from '../store/schema.ts'
import { transition } from '../state-machine/transition.ts'

/**
 * Gives a payment up on our side, where that is possible: it is cancelled at the gateway with the next look, which is
 * due at once. The caller holds the locks of the checkout and of the payment. Answers the payment as it is then.
 */
export async function giveUp(
  { clock }: Context,
  tx: Db,
  row: PaymentRow,
  cause: 'cancel' | 'paid-otherwise',
): Promise<PaymentRow> {
  const { id: paymentId, state, kind } = row
  const standing = { state, kind, wasDeclined: row.declineReason !== null, isCheckoutPaid: cause === 'paid-otherwise' }
  const to = transition(standing, { kind: 'give-up' })
  if (to === state) return row
  const [given] = await tx
    .update(payment)
    .set({
      state: to,
      nextPollAt: clock.now,
      polls: 0,
      updatedAt: clock.now,
      // Whoever gives a payment up must not find its card saved, if it turns out paid all the same.
      ...(cause === 'cancel' && row.consentAt !== null && { consentWithdrawnAt: clock.now }),
    })
    .where(eq(payment.id, paymentId))
    .returning()
  const evidence = { kind: 'give-up' }
  await tx.insert(paymentLog).values({ paymentId, at: clock.now, cause, fromState: state, toState: to, evidence })
  return given ?? row
}
