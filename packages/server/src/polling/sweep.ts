import { and, eq, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { clockSkewMs } from '../gateway/assumptions.ts'
import type { UnreadItem } from '../gateway/order-list.ts'
import { toLoggable } from '../log/error-code.ts'
import { findPaymentByRef } from '../payments/find-payment.ts'
import { FINAL_STATES, isFinal } from '../state-machine/payment-state.ts'
import { readNow } from '../store/clock.ts'
import { deployment, payment, rateLimit } from '../store/schema.ts'
import { adoptOrphan, adoptTwin } from './adopt-order.ts'
import { applyFinding } from './apply-finding.ts'
import { toFinding } from './finding.ts'
import { sweepIntervalMs, sweepOverlapMs, sweepReachMs } from './schedule.ts'

/**
 * Compares the gateway's list with our rows, once an hour among all instances, and records every order of this shop that is
 * paid there and not here. Once a day, after a pause, or on a database restored from a backup, it reaches three days back.
 * Returns how many orders it repaired. The next sweep finds the orders that are left when `stop` aborts.
 */
export async function sweep(context: Context, stop?: AbortSignal): Promise<number> {
  const turn = await takeTurn(context)
  if (turn === undefined) return 0
  const { database, clock, gateway, prefix, log } = context
  await database.db.delete(rateLimit).where(lte(rateLimit.endsAt, clock.now))
  const until = new Date(turn.now.getTime() + clockSkewMs)
  const { orders, unread, isComplete } = await gateway.listOrders(turn.since, until)
  if (!isComplete) log.warn({}, "The gateway's list is incomplete; the next sweep reads it again in an hour")
  const isOurs = ({ ref }: UnreadItem) => ref?.startsWith(`${prefix}-`) === true
  // An item that is unreadable in the list may be readable alone. One without a reference, or ours and without an id,
  // cannot be fetched: the same window is read again until the order is too old.
  let isWhole = isComplete && unread.every((item) => item.ref !== null && (item.id !== null || !isOurs(item)))
  const ours = [...orders.filter(({ status }) => status === 'completed'), ...unread].filter(isOurs)
  const orderIds = ours.flatMap(({ id }) => id ?? [])
  const recorded = await findRecorded(context, orderIds)
  let repaired = 0
  for (const { id, ref } of ours) {
    if (id === null || recorded.has(id)) continue
    if (stop?.aborted === true) return repaired
    try {
      const outcome = await repairOrder(context, id, ref ?? '')
      if (outcome === 'repaired') repaired += 1
      if (outcome === 'unclear') isWhole = false
    } catch (error) {
      // One order that cannot be written must not block the others, in this sweep and every later one.
      isWhole = false
      log.error({ orderId: id, ...toLoggable(error) }, 'A paid order could not be recorded')
    }
  }
  if (isWhole) await database.db.update(deployment).set({ sweptUntil: turn.now })
  return repaired
}

/** Takes this hour's sweep, unless another instance has. Returns the start of its window. */
async function takeTurn({ database, clock }: Context): Promise<{ since: Date; now: Date } | undefined> {
  const isDue = or(isNull(deployment.nextSweepAt), lte(deployment.nextSweepAt, clock.now))
  const [row] = await database.db
    .update(deployment)
    .set({ nextSweepAt: clock.in(clock.scaled(sweepIntervalMs)) })
    .where(and(eq(deployment.singleton, true), isDue))
    .returning({ sweptUntil: deployment.sweptUntil })
  if (row === undefined) return undefined
  const now = await readNow(database.db, clock)
  // An order may be paid long after it was made, and the list finds it only by when it was made: hence once a day.
  const { sweptUntil } = row
  const isFirstToday = sweptUntil === null || toDay(sweptUntil) !== toDay(now)
  const sinceMs = isFirstToday ? now.getTime() - sweepReachMs : sweptUntil.getTime() - sweepOverlapMs
  return { now, since: new Date(sinceMs) }
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 'yyyy-mm-dd'.length)
}

/** Far fewer than the parameters that one statement may have. */
const idsAtOnce = 1_000

/** The orders that our rows already show as paid, as surplus or in review. */
async function findRecorded({ database }: Context, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  const recorded = new Set<string>()
  for (let first = 0; first < orderIds.length; first += idsAtOnce) {
    const some = orderIds.slice(first, first + idsAtOnce)
    const rows = await database.db
      .select({ orderId: payment.orderId })
      .from(payment)
      .where(and(inArray(payment.orderId, some), inArray(payment.state, FINAL_STATES)))
    for (const { orderId } of rows) if (orderId !== null) recorded.add(orderId)
  }
  return recorded
}

/** Records a paid order that our row does not show as paid. The list is only a hint: the order is fetched first. */
async function repairOrder(context: Context, orderId: string, ref: string): Promise<'repaired' | 'fine' | 'unclear'> {
  const { gateway, log } = context
  const known = await findPaymentByRef(context, ref)
  const isRecorded = known !== undefined && isFinal(known.state)
  // Recorded by another process since the list was read.
  if (isRecorded && known.orderId === orderId) return 'fine'
  const answer = await gateway.getOrder(orderId)
  if (answer.kind !== 'ok') return 'unclear'
  const order = answer.value
  if (order.status !== 'completed') return 'fine'
  const row = isRecorded ? await adoptTwin(context, order, known) : (known ?? (await adoptOrphan(context, order)))
  const finding = row && toFinding(context, known ?? row, order, true)
  if (row === undefined || finding === undefined) return 'fine'
  const message = isRecorded
    ? 'One payment has two paid orders; the second one becomes a payment of its own'
    : 'A paid order was missing; it is recorded'
  log.error({ orderId, paymentId: row.id, wasKnown: known !== undefined }, message)
  await applyFinding(context, row, { cause: 'sweep', finding })
  return 'repaired'
}
