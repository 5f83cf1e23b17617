import { and, eq, isNotNull, lte, type SQL } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { cancelAndFetch } from '../gateway/cancel-and-fetch.ts'
import type { GatewayAnswer } from '../gateway/gateway.ts'
import type { Order } from '../gateway/order.ts'
import { recordKeyRejection } from '../payments/gateway-access.ts'
import type { Cause } from '../payments/log-transition.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { applyFinding } from './apply-finding.ts'
import { cancelReview } from './cancel-review.ts'
import { findLostOrder } from './find-lost-order.ts'
import { type Finding, needsAnotherPoll, type PollResult, toFinding } from './finding.ts'
import { takeLeases } from './lease.ts'

/** Payments polled at once in a pass: enough to be quick without flooding the gateway. */
const batchSize = 8

/** Polls a payment if it is due and no other process is polling it. Returns whether it did. */
export async function pollIfDue(context: Context, paymentId: string, cause: Cause): Promise<boolean> {
  const due = and(eq(payment.id, paymentId), isDue(context))
  return (await pollLeased(context, await takeLeases(context, due, 1), cause)) > 0
}

/** Polls a payment now, unless another process is polling it. Returns whether it did. */
export async function pollNow(context: Context, paymentId: string, cause: Cause): Promise<boolean> {
  return (await pollLeased(context, await takeLeases(context, eq(payment.id, paymentId), 1), cause)) > 0
}

/** Polls the payments that are due, at most one batch. Returns how many. */
export async function pollDue(context: Context): Promise<number> {
  return pollLeased(context, await takeLeases(context, isDue(context), batchSize), 'reconcile')
}

function isDue({ clock }: Context): SQL | undefined {
  return and(isNotNull(payment.nextPollAt), lte(payment.nextPollAt, clock.now))
}

async function pollLeased(context: Context, leased: readonly PaymentRow[], cause: Cause): Promise<number> {
  // `allSettled`: a failure must not resolve this before the other polls have finished.
  const results = await Promise.allSettled(leased.map((row) => pollPayment(context, row, cause)))
  for (const result of results) if (result.status === 'rejected') throw result.reason
  return leased.length
}

/** Polls a payment whose lease the caller holds, again where that makes the outcome final, and returns the lease. */
export async function pollPayment(context: Context, row: PaymentRow, cause: Cause): Promise<void> {
  const result = await askGateway(context, row)
  const keepsLease = needsAnotherPoll(row, result.finding)
  const next = await applyFinding(context, row, { cause, keepsLease, ...result })
  await cancelReview(context, row, next, result.finding)
  if (!keepsLease) return
  // Outdated evidence changes nothing: polling at once again would never end.
  if (next.state === row.state) await applyFinding(context, next, { cause, finding: undefined })
  else await pollPayment(context, next, cause)
}

async function askGateway(context: Context, row: PaymentRow): Promise<PollResult> {
  switch (row.state) {
    case 'submitting':
      // The sender's lease ran out, so its process has been gone for longer than a request lives.
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

/** Fetches the payment's order. A missing order and an unreadable answer say nothing: a new order may lag behind. */
async function fetchOrder(context: Context, row: PaymentRow): Promise<Finding | undefined> {
  const orderId = row.orderId ?? row.hintedOrderId
  const order = orderId === null ? undefined : await toOrder(context, await context.gateway.getOrder(orderId))
  return order && toFinding(context, row, order, true)
}

/** Cancels the payment's order, and believes only the order fetched afterwards. */
async function closeOrder(context: Context, row: PaymentRow): Promise<Finding | undefined> {
  if (row.orderId === null) return undefined
  const { answer, outcome } = await cancelAndFetch(context.gateway, row.orderId)
  const order = await toOrder(context, answer)
  if (order !== undefined && outcome === 'stuck' && order.ref === row.ref)
    return { order, evidence: { kind: 'unclosable' } }
  return order && toFinding(context, row, order, true)
}

async function toOrder(context: Context, answer: GatewayAnswer<Order>): Promise<Order | undefined> {
  if (answer.kind === 'ok') return answer.value
  if (answer.kind === 'rejected' && answer.isKeyRejected) await recordKeyRejection(context, answer.status)
  return undefined
}
