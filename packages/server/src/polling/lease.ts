import { and, asc, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { pollLeaseMs } from './schedule.ts'

/** Takes up to `limit` payments that nobody else is looking at. Two instances never get the same one. */
export async function takeLeases(context: Context, which: SQL | undefined, limit: number): Promise<PaymentRow[]> {
  const { database, clock } = context
  const free = or(isNull(payment.leaseUntil), lte(payment.leaseUntil, clock.now))
  const chosen = database.db
    .select({ id: payment.id })
    .from(payment)
    .where(and(which, free))
    .orderBy(asc(payment.nextPollAt))
    .limit(limit)
    .for('update', { skipLocked: true })
  // Never scaled: it has to outlast real HTTP.
  const until = clock.in(pollLeaseMs)
  return (
    database.db
      .update(payment)
      // Due again when the lease ends: if this process dies, somebody looks again. A hint that arrives meanwhile is earlier.
      .set({
        polledAt: clock.now,
        leaseUntil: until,
        nextPollAt: until,
        leaseToken: sql`gen_random_uuid()`,
        polls: sql`${payment.polls} + 1`,
      })
      .where(inArray(payment.id, chosen))
      .returning()
  )
}
