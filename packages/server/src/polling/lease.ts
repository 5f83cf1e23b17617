import { and, asc, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { pollLeaseMs } from './schedule.ts'

/** Leases up to `limit` payments that no other process is polling. Two instances never get the same one. */
export async function takeLeases(context: Context, which: SQL | undefined, limit: number): Promise<PaymentRow[]> {
  const { database, clock } = context
  const isFree = or(isNull(payment.leaseUntil), lte(payment.leaseUntil, clock.now))
  const chosen = database.db
    .select({ id: payment.id })
    .from(payment)
    .where(and(which, isFree))
    .orderBy(asc(payment.nextPollAt))
    .limit(limit)
    .for('update', { skipLocked: true })
  const until = clock.in(pollLeaseMs)
  return database.db
    .update(payment)
    .set({
      polledAt: clock.now,
      leaseUntil: until,
      // Due again when the lease ends, in case this process dies. A hint in between makes it due earlier.
      nextPollAt: until,
      leaseToken: sql`gen_random_uuid()`,
      polls: sql`${payment.polls} + 1`,
    })
    .where(inArray(payment.id, chosen))
    .returning()
}
