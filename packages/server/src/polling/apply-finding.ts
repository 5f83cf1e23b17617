import { eq, type SQL } from 'drizzle-orm'
import { recordCardOutcome } from '../cards/card-lock.ts'
import { prepareCard, saveCard } from '../cards/save-card.ts'
import type { Context } from '../context.ts'
import { deliverEvents } from '../events/outbox.ts'
import { followUp, releaseCheckout } from '../payments/follow-up.ts'
import { giveUp } from '../payments/give-up.ts'
import { lockPayment } from '../payments/lock-payment.ts'
import { type Cause, logTransition } from '../payments/log-transition.ts'
import type { PaymentState } from '../state-machine/payment-state.ts'
import { transition } from '../state-machine/transition.ts'
import type { Clock } from '../store/clock.ts'
import type { Db } from '../store/db.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { type Finding, type PollResult, declineReasonOf } from './finding.ts'
import { incompleteListsMs, type PollFacts, scheduleNextPoll, wasHintedDuringPoll, withJitter } from './schedule.ts'

interface Application extends PollResult {
  readonly cause: Cause
  /** Whether the caller keeps the lease, and polls again at once. Default: false. */
  readonly keepsLease?: boolean
}

/**
 * Weighs a finding and writes its consequences in one transaction: state, schedule, log, event, card and the
 * checkout's marks. `seen` is the payment as it was when the gateway was asked. Returns the payment afterwards.
 */
export async function applyFinding(context: Context, seen: PaymentRow, application: Application): Promise<PaymentRow> {
  const card = await prepareCard(context, seen, application.finding?.order)
  const { row, hasEvents } = await context.database.transaction(async (tx) => {
    const { checkout, payment: current } = await lockPayment(tx, seen)
    const finding = isOutdated(current, application.finding) ? undefined : application.finding
    const to = toNextState(current, finding, checkout.paidPaymentId)
    const next = await writePayment(context, tx, { ...application, finding, seen, current, to })
    if (to === current.state) return { row: next, hasEvents: false }
    const { cause } = application
    const { order, evidence } = finding ?? {}
    await logTransition(context, tx, current, { cause, from: current.state, to, evidence: evidence?.kind, order })
    if (current.state === 'review') await releaseCheckout(tx, next.checkoutId)
    await followUp(context, tx, next)
    await recordCardOutcome(context, tx, next)
    if (to === 'succeeded' && card !== undefined) await saveCard(context, tx, next, card)
    // Another payment paid the checkout meanwhile: this one's address would lead the customer to pay twice.
    const isPaidOtherwise = checkout.paidPaymentId !== null && checkout.paidPaymentId !== next.id
    const last = isPaidOtherwise ? await giveUp(context, tx, next, 'paid-otherwise') : next
    return { row: last, hasEvents: true }
  })
  if (hasEvents) context.background(deliverEvents(context))
  return row
}

/** Answers can overtake each other. A success is never outdated: nothing the gateway said earlier can undo it. */
function isOutdated(current: PaymentRow, finding: Finding | undefined): boolean {
  const order = finding?.order
  if (order === undefined || order.modified === null || current.orderModified === null) return false
  return order.modified < current.orderModified && order.status !== 'completed'
}

function toNextState(current: PaymentRow, finding: Finding | undefined, paidPaymentId: string | null): PaymentState {
  if (finding === undefined) return current.state
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

/** A write to a payment: the row when the gateway was asked, the locked row, the next state, and the finding. */
interface Write extends Application {
  readonly seen: PaymentRow
  readonly current: PaymentRow
  readonly to: PaymentState
}

/** Columns that are undefined stay as they are. */
async function writePayment({ clock }: Context, tx: Db, write: Write): Promise<PaymentRow> {
  const { current, to, finding } = write
  const order = finding?.order
  const facts = toPollFacts(clock, write)
  const { polls, inMs } = scheduleNextPoll(facts)
  const [next] = await tx
    .update(payment)
    .set({
      state: to,
      polls,
      completeLists: facts.completeLists,
      leaseUntil: facts.lease === 'returned' ? null : undefined,
      leaseToken: facts.lease === 'returned' ? null : undefined,
      nextPollAt: toTime(clock, inMs),
      orderId: order?.id,
      orderModified: order?.modified ?? undefined,
      redirectUrl: finding?.evidence.kind === 'order' ? (order?.redirectUrl ?? undefined) : undefined,
      declineReason: declineReasonOf(current, order),
      updatedAt: facts.isChanged ? clock.now : undefined,
    })
    .where(eq(payment.id, current.id))
    .returning()
  if (next === undefined) throw new Error(`Payment ${current.id} has disappeared.`)
  return next
}

function toTime(clock: Clock, inMs: number | null | 'keep'): SQL<Date> | null | undefined {
  if (inMs === 'keep') return undefined
  return inMs === null ? null : clock.in(clock.scaled(withJitter(inMs)))
}

function toPollFacts(clock: Clock, { current, seen, to, finding, isMissingFromList, keepsLease }: Write): PollFacts {
  const { submittedAt, polledAt } = current
  const isHolder = current.leaseToken === seen.leaseToken
  return {
    state: to,
    isChanged: to !== current.state,
    polls: current.polls,
    completeLists: current.completeLists + (isMissingFromList === true ? 1 : 0),
    isRecent: polledAt !== null && polledAt.getTime() - submittedAt.getTime() < clock.scaled(incompleteListsMs),
    orderStatus: finding?.order?.status,
    hasUnreadHint: current.hintedOrderId !== null && current.orderId === null,
    isHinted: wasHintedDuringPoll(current),
    lease: keepsLease === true ? 'kept' : isHolder ? 'returned' : 'lost',
  }
}
