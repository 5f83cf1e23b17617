import { and, eq, isNull, lte, or } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { clockSkewMs } from '../gateway/assumptions.ts'
import { listWindow } from '../gateway/list-window.ts'
import type { Order } from '../gateway/order.ts'
import type { UnreadItem } from '../gateway/order-list.ts'
import { readNow } from '../store/clock.ts'
import { budget, checkout, deployment, payment, type PaymentRow } from '../store/schema.ts'
import { toLoggable } from '../secrets/silence.ts'
import { applyFinding } from './apply-finding.ts'
import { findPaymentByRef } from './find-payment.ts'
import { toFinding } from './finding.ts'
import { FINAL_STATES } from './payment-state.ts'
import { sweepIntervalMs, sweepOverlapMs, sweepReachMs } from './timing.ts'

/**
 * Compares the gateway's list with our rows, once an hour among all instances: an order of ours that is paid there and
 * not here is recorded, whatever lost it. After a pause, or on a database restored from a backup, it reaches three days
 * back. Answers how many orders it set right.
 */
export async function sweep(context: Context): Promise<number> {
  const turn = await takeTurn(context)
  if (turn === undefined) return 0
  const { database, clock, gateway, prefix, log } = context
  await database.db.delete(budget).where(lte(budget.endsAt, clock.now))
  const { orders, unread, isComplete } = await listWindow(
    gateway,
    turn.since,
    new Date(turn.now.getTime() + clockSkewMs),
  )
  if (!isComplete) log.warn({}, "The gateway's list could not be read whole; it is read again in an hour")
  const isOurs = ({ ref }: UnreadItem) => ref?.startsWith(`${prefix}-`) === true
  // An item that cannot be read in the list may be readable alone. One that cannot be told apart from ours, or be fetched,
  // is looked for again until it is too old.
  let isWhole = isComplete && unread.every((item) => item.ref !== null && (item.id !== null || !isOurs(item)))
  let mended = 0
  for (const { id, ref } of [...orders.filter(({ status }) => status === 'completed'), ...unread].filter(isOurs)) {
    if (id === null) continue
    try {
      const outcome = await setRight(context, id, ref ?? '')
      if (outcome === 'mended') mended += 1
      if (outcome === 'unclear') isWhole = false
    } catch (error) {
      // One order that cannot be written must not keep the others from being looked at, this hour and every other.
      isWhole = false
      log.error({ orderId: id, ...toLoggable(error) }, 'A paid order could not be recorded')
    }
  }
  if (isWhole) await database.db.update(deployment).set({ sweptUntil: turn.now })
  return mended
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
  const overlapping = (row.sweptUntil?.getTime() ?? reach) - sweepOverlapMs
  return { now, since: new Date(Math.max(reach, overlapping)) }
}

/** Records a paid order that our row does not show as paid. The list is only a hint: the order is fetched first. */
async function setRight(context: Context, orderId: string, ref: string): Promise<'mended' | 'fine' | 'unclear'> {
  const { gateway, log } = context
  const known = await findPaymentByRef(context, ref)
  const isSettled = known !== undefined && FINAL_STATES.some((final) => final === known.state)
  if (isSettled && (known.orderId === null || known.orderId === orderId)) return 'fine'
  const answer = await gateway.getOrder(orderId)
  if (answer.kind !== 'ok') return 'unclear'
  if (answer.value.status !== 'completed') return 'fine'
  if (isSettled) {
    log.error({ orderId, paymentId: known.id }, 'One payment has two paid orders: give one back')
    return 'fine'
  }
  const row = known ?? (await adopt(context, answer.value))
  const finding = row && toFinding(context, row, answer.value, true)
  if (row === undefined || finding === undefined) return 'fine'
  log.error({ orderId, paymentId: row.id, wasKnown: known !== undefined }, 'A paid order was not recorded; it is now')
  await applyFinding(context, row, { cause: 'sweep', finding })
  return 'mended'
}

/** Writes the row that an order of ours once had, from what the order says it was made for. */
async function adopt({ database, clock, log }: Context, order: Order): Promise<PaymentRow | undefined> {
  const { checkoutId, customerId, ref } = order
  if (checkoutId === null || customerId === null || ref === null) {
    log.error({ orderId: order.id }, 'A paid order of ours has no row and does not say what it was for; look into it')
    return undefined
  }
  return database.transaction(async (tx) => {
    await tx.insert(checkout).values({ id: checkoutId, customerId }).onConflictDoNothing()
    const [row] = await tx
      .insert(payment)
      .values({
        id: crypto.randomUUID(),
        ref,
        checkoutId,
        customerId,
        // What was asked for says it; a card in the answer only suggests it.
        kind: order.kind ?? (order.card === null ? 'one_click' : 'hosted'),
        amount: order.amount.value,
        currency: order.amount.currency,
        // Nobody presses with this key again: it only has to be the row's own.
        idempotencyKey: `adopted ${ref}`,
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
}
