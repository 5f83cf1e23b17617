import { and, eq, inArray, not, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { FINAL_STATES } from '../state-machine/payment-state.ts'
import { payment } from '../store/schema.ts'
import { HINT_SPACING_MS } from './schedule.ts'

/**
 * Makes a payment due for a poll because of a hint (webhook, return). It changes nothing else: only the gateway's
 * answer to that poll does. An unpaid payment becomes due too, since the hint may be about an order created late.
 */
export async function requestPoll(
  { database, clock }: Context,
  paymentId: string,
  cause: 'webhook' | 'return',
  hintedOrderId?: string,
): Promise<void> {
  const soonest = sql`greatest(${clock.now}, ${payment.polledAt} + ${HINT_SPACING_MS[cause]} * interval '1 millisecond')`
  await database.db
    .update(payment)
    .set({
      nextPollAt: sql`least(${payment.nextPollAt}, ${soonest})`,
      hintedOrderId,
      returnedAt: cause === 'return' ? clock.now : undefined,
    })
    .where(and(eq(payment.id, paymentId), not(inArray(payment.state, FINAL_STATES))))
}
