import { and, eq, inArray, isNotNull, lte, not, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { cancelAndFetch } from '../gateway/cancel-and-fetch.ts'
import type { GatewayAnswer } from '../gateway/gateway.ts'
import { recordKeyRejection } from '../payments/gateway-access.ts'
import type { Order } from '../gateway/order.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import type { Cause } from '../payments/log-transition.ts'
import { applyFinding } from './apply-finding.ts'
import { cancelReview } from './cancel-review.ts'
import { type Finding, needsAnotherPoll, toFinding } from './finding.ts'
import { takeLeases } from './lease.ts'
import { FINAL_STATES } from '../state-machine/payment-state.ts'
import { findLostOrder } from './find-lost-order.ts'
import { HINT_SPACING_MS } from './schedule.ts'

/** What a look found. `isMissingFromList`: a complete list was read, and the order was not in it. */
interface PollResult {
  readonly finding: Finding | undefined
  readonly isMissingFromList?: boolean
}

/** Payments that one pass looks at together: enough to be quick, few enough to be kind to the gateway. */
const batchSize = 8

/**
 * A hint (webhook, return) makes a payment due, and does nothing else: only a look at the gateway changes state. It may
 * be wrong about a payment that was declared unpaid, too, so that one is looked at once more.
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
      ...(hintedOrderId !== undefined && { hintedOrderId }),
      ...(cause === 'return' && { returnedAt: clock.now }),
    })
    .where(and(eq(payment.id, paymentId), not(inArray(payment.state, FINAL_STATES))))
}

/** Looks at one payment if it is due and nobody else is looking. Answers whether it looked. */
export async function pollIfDue(context: Context, paymentId: string, cause: Cause): Promise<boolean> {
  const due = and(eq(payment.id, paymentId), isDue(context))
  return (await pollLeased(context, await takeLeases(context, due, 1), cause)) > 0
}

/** Looks at one payment now, unless somebody else is looking. */
export async function pollNow(context: Context, paymentId: string, cause: Cause): Promise<boolean> {
  return (await pollLeased(context, await takeLeases(context, eq(payment.id, paymentId), 1), cause)) > 0
}

/** Looks at every payment that is due, a few at a time. Answers how many it looked at. */
export async function pollDue(context: Context): Promise<number> {
  return pollLeased(context, await takeLeases(context, isDue(context), batchSize), 'reconcile')
}

function isDue({ clock }: Context): SQL | undefined {
  return and(isNotNull(payment.nextPollAt), lte(payment.nextPollAt, clock.now))
}

async function pollLeased(context: Context, leased: readonly PaymentRow[], cause: Cause): Promise<number> {
  // One that cannot be written up must not hide that others are still being looked at: who waits for this, waits for all.
  const results = await Promise.allSettled(leased.map((row) => pollPayment(context, row, cause)))
  for (const result of results) if (result.status === 'rejected') throw result.reason
  return leased.length
}

/** Looks at a payment whose lease the caller holds, once more where that makes it final, and gives the lease back. */
export async function pollPayment(context: Context, row: PaymentRow, cause: Cause): Promise<void> {
  const found = await askGateway(context, row)
  const keepsLease = needsAnotherPoll(row, found.finding)
  const seen = await applyFinding(context, row, { cause, keepsLease, ...found })
  await cancelReview(context, row, seen, found.finding)
  if (!keepsLease) return
  // Outdated evidence changes nothing: looking again would find the same for ever.
  if (seen.state === row.state) await applyFinding(context, seen, { cause, finding: undefined })
  else await pollPayment(context, seen, cause)
}

async function askGateway(context: Context, row: PaymentRow): Promise<PollResult> {
  switch (row.state) {
    case 'submitting':
      // The lease could be taken, so whoever was sending has been gone for longer than a request lives.
      return { finding: { evidence: { kind: 'sender-gone' } } }
    case 'closing':
      return { finding: await closeOrder(context, row) }
    case 'gateway_error':
      return { finding: row.kind === 'one_click' ? await closeOrder(context, row) : await fetchOrder(context, row) }
    case 'unknown': {
      const hinted = row.hintedOrderId === null ? undefined : await fetchOrder(context, row)
      return hinted === undefined ? findLostOrder(context, row) : { finding: hinted }
    }
    case 'awaiting_customer':
    case 'processing':
    case 'rejected':
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'not_found':
    case 'abandoned':
      return { finding: await fetchOrder(context, row) }
    case 'succeeded':
    case 'surplus':
    case 'review':
      return { finding: undefined }
    default:
      return row.state satisfies never
  }
}

/** Fetches the payment's order. Not found, refused and unreadable answers say nothing: a new order may lag behind. */
async function fetchOrder(context: Context, row: PaymentRow): Promise<Finding | undefined> {
  const orderId = row.orderId ?? row.hintedOrderId
  const order = orderId === null ? undefined : await toOrder(context, await context.gateway.getOrder(orderId))
  return order && toFinding(context, row, order, true)
}

/** Cancels, and believes only the order fetched afterwards. */
async function closeOrder(context: Context, row: PaymentRow): Promise<Finding | undefined> {
  if (row.orderId === null) return undefined
  const { answer, is } = await cancelAndFetch(context.gateway, row.orderId)
  const order = await toOrder(context, answer)
  if (order !== undefined && is === 'stuck' && order.ref === row.ref) return { order, evidence: { kind: 'unclosable' } }
  return order && toFinding(context, row, order, true)
}

async function toOrder(context: Context, answer: GatewayAnswer<Order>): Promise<Order | undefined> {
  if (answer.kind === 'ok') return answer.value
  if (answer.kind === 'rejected' && answer.isKeyRejected) await recordKeyRejection(context, answer.status)
  return undefined
}
