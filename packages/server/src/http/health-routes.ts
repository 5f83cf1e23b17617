import { inArray, min, sql } from 'drizzle-orm'
import { type Health, routes } from '@cardfile/contract'
import type { Context } from '../context.ts'
import { isShownAsConfirming } from '../payments/confirming.ts'
import { COUNTED_STATES, OPEN_STATES } from '../state-machine/payment-state.ts'
import { readNow } from '../store/clock.ts'
import { checkout, deployment, outbox, payment } from '../store/schema.ts'
import { toAnswer } from './answer.ts'
import type { OpenContext, RouteTable } from './route-table.ts'

/** Counts for monitoring. Answers 503 when the database cannot be reached. */
export function healthRoutes(open: OpenContext): RouteTable {
  const { path, method, answer } = routes.getHealth
  return { [path]: { [method]: async () => toAnswer(answer, await readHealth(await open())) } }
}

async function readHealth({ database: { db }, clock }: Context): Promise<Health> {
  const isOpen = inArray(payment.state, OPEN_STATES)
  const [now, [review], [access], [waiting], [payments]] = await Promise.all([
    readNow(db, clock),
    db
      .select({ count: sql<number>`count(*)::int` })
      .from(checkout)
      .where(sql`${checkout.reviewAt} is not null`),
    db.select({ rejectedAt: deployment.gatewayRejectedAt }).from(deployment),
    db.select({ oldest: min(outbox.at) }).from(outbox),
    db
      .select({
        open: sql<number>`(count(*) filter (where ${isOpen}))::int`,
        confirming: sql<number>`(count(*) filter (where ${isShownAsConfirming}))::int`,
        surplus: sql<number>`(count(*) filter (where ${payment.state} = 'surplus'))::int`,
        oldest: sql<Date | null>`min(${payment.createdAt}) filter (where ${isOpen})`.mapWith(payment.createdAt),
      })
      .from(payment)
      .where(inArray(payment.state, COUNTED_STATES)),
  ])
  return {
    open: payments?.open ?? 0,
    confirming: payments?.confirming ?? 0,
    surplus: payments?.surplus ?? 0,
    review: review?.count ?? 0,
    oldestOpenSeconds: toAgeSeconds(payments?.oldest ?? null, now),
    outboxLagSeconds: toAgeSeconds(waiting?.oldest ?? null, now),
    gateway: access === undefined || access.rejectedAt === null ? 'ok' : 'refused',
  }
}

function toAgeSeconds(since: Date | null, now: Date): number {
  return since === null ? 0 : Math.max(0, Math.round((now.getTime() - since.getTime()) / 1_000))
}
