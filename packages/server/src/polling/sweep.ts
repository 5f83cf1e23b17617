import { and, eq, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { clockSkewMs } from '../gateway/assumptions.ts'
import type { Order } from '../gateway/order.ts'
import type { UnreadItem } from '../gateway/order-list.ts'
import { readNow } from '../store/clock.ts'
import { checkout, deployment, payment, type PaymentRow, rateLimit } from '../store/schema.ts'
import { toLoggable } from '../log/error-code.ts'
import { applyFinding } from './apply-finding.ts'
import { findPaymentByRef } from '../payments/find-payment.ts'
import { toFinding } from './finding.ts'
import { FINAL_STATES, isFinal } from '../state-machine/payment-state.ts'
import { sweepIntervalMs, sweepOverlapMs, sweepReachMs } from './schedule.ts'

/**
 * Compares the gateway's list with our rows, once an hour among all instances: an order of ours that is paid there and
 * not here is recorded, whatever lost it. Once a day, after a pause, or on a database restored from a backup, it reaches
 * three days back. Answers how many orders it set right; what is left when it is told to stop is found by the next one.
 */
export async function sweep(context: Context, stop?: AbortSignal): Promise<number> {
  const turn = await takeTurn(context)
  if (turn === undefined) return 0
  const { database, clock, gateway, prefix, log } = context
  await database.db.delete(rateLimit).where(lte(rateLimit.endsAt, clock.now))
  const { orders, unread, isComplete } = await gateway.listOrders(
    turn.since,
    new Date(turn.now.getTime() + clockSkewMs),
  )
  if (!isComplete) log.warn({}, "The gateway's list could not be read whole; it is read again in an hour")
  const isOurs = ({ ref }: UnreadItem) => ref?.startsWith(`${prefix}-`) === true
  // An item that cannot be read in the list may be readable alone. One that cannot be told apart from ours, or be fetched,
  // is looked for again until it is too old.
  let isWhole = isComplete && unread.every((item) => item.ref !== null && (item.id !== null || !isOurs(item)))
  const ours = [...orders.filter(({ status }) => status === 'completed'), ...unread].filter(isOurs)
  const recorded = await findRecorded(
    context,
    ours.flatMap(({ id }) => id ?? []),
  )
  let repaired = 0
  for (const { id, ref } of ours) {
    if (id === null || recorded.has(id)) continue
    if (stop?.aborted === true) return repaired
    try {
      const outcome = await repairOrder(context, id, ref ?? '')
      if (outcome === 'repaired') repaired += 1
      if (outcome === 'unclear') isWhole = false
    } catch (error) {
      // One order that cannot be written must not keep the others from being looked at, this hour and every other.
      isWhole = false
      log.error({ orderId: id, ...toLoggable(error) }, 'A paid order could not be recorded')
    }
  }
  if (isWhole) await database.db.update(deployment).set({ sweptUntil: turn.now })
  return repaired
}

async function takeTurn({ database, clock }: Context): Promise<{ since: Date; now: Date } | undefined> {
  const isDue = or(isNull(deployment.nextSweepAt), lte(deployment.nextSweepAt, clock.now))
  const [row] = await database.db
    .update(deployment)
    .set({ nextSweepAt: clock.in(clock.scaled(sweepIntervalMs)) })
    .where(and(eq(deployment.singleton, true), isDue))
    .returning({ sweptUntil: deployment.sweptUntil })
  if (row === undefined) return undefined
  const now = await readNow(database.db, clock)
  const reach = now.getTime() - sweepReachMs
  // An order may be paid long after it was made, and only the day it was made on tells where to find it.
  if (row.sweptUntil === null || toDay(row.sweptUntil) !== toDay(now)) return { now, since: new Date(reach) }
  return { now, since: new Date(row.sweptUntil.getTime() - sweepOverlapMs) }
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 'yyyy-mm-dd'.length)
}

/** As many as fit into one statement with room to spare. */
const idsAtOnce = 1_000

/** Which of these orders our rows already show for what they are: paid, owed back, or held for a person. */
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
  // Somebody else has recorded it since.
  if (isRecorded && known.orderId === orderId) return 'fine'
  const answer = await gateway.getOrder(orderId)
  if (answer.kind !== 'ok') return 'unclear'
  const order = answer.value
  if (order.status !== 'completed') return 'fine'
  const row = isRecorded ? await adoptTwin(context, order, known) : (known ?? (await adoptOrphan(context, order)))
  const finding = row && toFinding(context, known ?? row, order, true)
  if (row === undefined || finding === undefined) return 'fine'
  const message = isRecorded
    ? 'One payment has two paid orders; the second one is recorded as a payment of its own'
    : 'A paid order was not recorded; it is now'
  log.error({ orderId, paymentId: row.id, wasKnown: known !== undefined }, message)
  await applyFinding(context, row, { cause: 'sweep', finding })
  return 'repaired'
}

/** Writes the row that an order of ours once had, from what the order says it was made for. */
async function adoptOrphan(context: Context, order: Order): Promise<PaymentRow | undefined> {
  const { checkoutId, customerId, ref } = order
  if (checkoutId === null || customerId === null || ref === null) {
    context.log.error(
      { orderId: order.id },
      'A paid order of ours has no row and does not say what it was for; look into it',
    )
    return undefined
  }
  // What was asked for says it; a card in the answer only suggests it.
  const kind = order.kind ?? (order.card === null ? 'one_click' : 'hosted')
  return adopt(context, order, { ref, checkoutId, customerId, kind })
}

/**
 * Writes a row for a second paid order of one payment: the gateway made two of one request, or took a reference twice. A
 * reference names one row, so this one's goes on with its order.
 */
function adoptTwin(context: Context, order: Order, known: PaymentRow): Promise<PaymentRow | undefined> {
  const { checkoutId, customerId, kind } = known
  return adopt(context, order, { ref: `${known.ref} ${order.id}`, checkoutId, customerId, kind })
}

/** The row may be there: whoever wrote it may have been killed before it was said what became of the order. */
async function adopt(
  context: Context,
  order: Order,
  lost: Pick<PaymentRow, 'ref' | 'checkoutId' | 'customerId' | 'kind'>,
): Promise<PaymentRow | undefined> {
  const { database, clock } = context
  const adopted = await database.transaction(async (tx) => {
    await tx.insert(checkout).values({ id: lost.checkoutId, customerId: lost.customerId }).onConflictDoNothing()
    const [row] = await tx
      .insert(payment)
      .values({
        ...lost,
        id: crypto.randomUUID(),
        amount: order.amount.value,
        currency: order.amount.currency,
        // Nobody presses with this key again: it only has to be the row's own.
        idempotencyKey: `adopted ${lost.ref}`,
        intentMac: '',
        state: 'not_found',
        submittedAt: order.created ?? clock.now,
        createdAt: order.created ?? clock.now,
        updatedAt: clock.now,
      })
      .onConflictDoNothing()
      .returning()
    return row
  })
  return adopted ?? findPaymentByRef(context, lost.ref)
}
