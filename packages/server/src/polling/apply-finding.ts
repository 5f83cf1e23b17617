import { eq } from 'drizzle-orm'
import { recordCardOutcome } from '../cards/card-lock.ts'
import { prepareCard, saveCard } from '../cards/save-card.ts'
import type { Context } from '../context.ts'
import { deliverEvents } from '../events/outbox.ts'
import type { Order } from '../gateway/order.ts'
import type { Clock } from '../store/clock.ts'
import type { Db } from '../store/database.ts'
import { payment, paymentLog, type PaymentRow } from '../store/schema.ts'
import { type Finding, toDecline } from './finding.ts'
import { followUp, releaseCheckout } from '../payments/follow-up.ts'
import { giveUp } from '../payments/give-up.ts'
import { lockPayment } from '../payments/lock-payment.ts'
import { isFinal, isUnpaid, type PaymentState } from '../state-machine/payment-state.ts'
import {
  absenceLists,
  hintPollMs,
  hintPolls,
  lateOrderPollMs,
  toNextPollMs,
  unreadPatienceMs,
  usedUpUnread,
  withJitter,
} from './schedule.ts'
import { transition } from '../state-machine/transition.ts'

/** How a finding came about, for the log. */
export type Cause = 'post' | 'webhook' | 'return' | 'read' | 'reconcile' | 'sweep' | 'cancel' | 'operator'

/** The two columns are set by one statement, and still read the clock twice: they differ by microseconds. */
const hintMarginMs = 1_000

const OPEN_ORDER_STATUSES: ReadonlySet<Order['status']> = new Set(['new', 'processing', 'unheard-of'])

interface Application {
  readonly cause: Cause
  /** Undefined: nothing was learned, and only the lease is given back. */
  readonly finding: Finding | undefined
  /** Whether a complete list was read in which the order was not. */
  readonly isMissingFromList?: boolean
  /** The lease stays with the caller, who looks again at once. Default: it is given back. */
  readonly keepsLease?: boolean
}

/**
 * Weighs a finding and writes what follows from it, all in one transaction: state, log, what the shop is to be told,
 * the card, the checkout's own marks.
 */
export async function applyFinding(context: Context, seen: PaymentRow, application: Application): Promise<PaymentRow> {
  const { finding } = application
  const card = await prepareCard(context, seen, finding?.order)
  const { row, hasEvents } = await context.database.transaction(async (tx) => {
    const { checkout, payment: current } = await lockPayment(tx, seen)
    const to = weigh(current, finding, checkout.paidPaymentId)
    const next = await update(context, tx, current, to, seen, application)
    if (to === current.state) return { row: next, hasEvents: false }
    await writeLog(context, tx, current, to, application)
    if (current.state === 'review') await releaseCheckout(tx, next.checkoutId)
    await followUp(context, tx, next)
    await recordCardOutcome(context, tx, next)
    if (to === 'succeeded' && card !== undefined) await saveCard(context, tx, next, card)
    // The checkout was paid while this one was on its way: nobody is led to a page to pay it again.
    const isPaidOtherwise = checkout.paidPaymentId !== null && checkout.paidPaymentId !== next.id
    const last = isPaidOtherwise ? await giveUp(context, tx, next, 'paid-otherwise') : next
    return { row: last, hasEvents: true }
  })
  if (hasEvents) context.background(deliverEvents(context))
  return row
}

function weigh(current: PaymentRow, finding: Finding | undefined, paidPaymentId: string | null): PaymentState {
  if (finding === undefined || isOutdated(current, finding)) return current.state
  return transition(
    {
      state: current.state,
      kind: current.kind,
      wasDeclined: current.declineReason !== null,
      isCheckoutPaid: paidPaymentId !== null && paidPaymentId !== current.id,
    },
    finding.evidence,
  )
}

/** Answers overtake each other. A success is never outdated: nothing the gateway said earlier can undo it. */
function isOutdated(current: PaymentRow, { order }: Finding): boolean {
  if (order === undefined || order.modified === null || current.orderModified === null) return false
  return order.modified < current.orderModified && order.status !== 'completed'
}

async function update(
  { clock }: Context,
  tx: Db,
  current: PaymentRow,
  to: PaymentState,
  seen: PaymentRow,
  { finding, isMissingFromList, keepsLease }: Application,
): Promise<PaymentRow> {
  const isHolder = current.leaseToken === seen.leaseToken
  const givesBack = isHolder && keepsLease !== true
  const isChanged = to !== current.state
  const completeLists = current.completeLists + (isMissingFromList === true ? 1 : 0)
  const looks = isChanged ? 0 : toLooksUsedUp(current, completeLists, clock)
  const order = finding === undefined || isOutdated(current, finding) ? undefined : finding.order
  const waitMs = toNextPollMs(to, looks) ?? toAfterthoughtMs(current, to, order)
  const nextPollAt = waitMs === null ? null : clock.in(clock.scaled(withJitter(waitMs)))
  // Something pointed at this payment while we were looking at it: then the next look stays due.
  const isHinted = givesBack && wasHintedMeanwhile(current) && !isFinal(to)
  const isScheduled = !isHinted && (isChanged || waitMs === null || givesBack)
  const isTrusted = finding?.evidence.kind === 'order'
  const declineReason = toDecline(current, order)
  const [next] = await tx
    .update(payment)
    .set({
      state: to,
      polls: looks,
      completeLists,
      ...(givesBack && { leaseUntil: null, leaseToken: null }),
      // While the lease stays out, its end stays the time when somebody else looks.
      ...(isScheduled && keepsLease !== true && { nextPollAt }),
      ...(order !== undefined && { orderId: order.id, orderModified: order.modified ?? current.orderModified }),
      ...(isTrusted && typeof order?.redirectUrl === 'string' && { redirectUrl: order.redirectUrl }),
      ...(declineReason !== undefined && { declineReason }),
      ...(isChanged && { updatedAt: clock.now }),
    })
    .where(eq(payment.id, current.id))
    .returning()
  if (next === undefined) throw new Error(`Payment ${current.id} has disappeared.`)
  return next
}

/** While too few lists could be read whole, the quick looks for a lost order are not used up: what they are for is still to be done. */
function toLooksUsedUp(
  { state, polls, submittedAt, polledAt }: PaymentRow,
  completeLists: number,
  clock: Clock,
): number {
  if (state !== 'unknown' || completeLists >= absenceLists || polledAt === null) return polls
  const isRecent = polledAt.getTime() - submittedAt.getTime() < clock.scaled(unreadPatienceMs)
  return isRecent ? Math.min(polls, usedUpUnread) : polls
}

/**
 * When to look again at a payment that was declared unpaid: soon, while a hint points at an order that could not be
 * read, and later, while an order that came late is still open. Null: there is nothing more to learn.
 */
function toAfterthoughtMs(current: PaymentRow, to: PaymentState, order: Order | undefined): number | null {
  if (!isUnpaid(to)) return null
  if (order !== undefined) return OPEN_ORDER_STATUSES.has(order.status) ? lateOrderPollMs : null
  const isHinted = current.hintedOrderId !== null && current.orderId === null
  return isHinted && current.polls < hintPolls ? hintPollMs : null
}

/** Whether something made the payment due while its lease was out: a lease alone makes it due just when it ends. */
function wasHintedMeanwhile({ nextPollAt, leaseUntil }: PaymentRow): boolean {
  return nextPollAt !== null && leaseUntil !== null && nextPollAt.getTime() < leaseUntil.getTime() - hintMarginMs
}

async function writeLog(
  { clock }: Context,
  tx: Db,
  current: PaymentRow,
  to: PaymentState,
  { cause, finding }: Application,
): Promise<void> {
  const { order, evidence } = finding ?? {}
  await tx.insert(paymentLog).values({
    paymentId: current.id,
    at: clock.now,
    cause,
    fromState: current.state,
    toState: to,
    // An allow-list: an order also holds a token.
    evidence: {
      kind: evidence?.kind,
      ...(order !== undefined && {
        orderId: order.id,
        status: order.status,
        modified: order.modified,
        amount: order.amount,
      }),
    },
  })
}
