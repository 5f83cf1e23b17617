import type { OrderStatus } from '../gateway/order.ts'
import { isFinal, isUnpaid, type PaymentState } from '../state-machine/payment-state.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** An order missing from the gateway's lists counts as absent only this long after it was sent, in milliseconds. */
export const absenceHorizonMs = 600_000
/** An order counts as absent only after this many complete lists without it. */
export const absenceLists = 3

/** Longer than any poll takes, so that a lease runs out only when its holder is gone. Not scaled: it outlasts real HTTP. */
export const pollLeaseMs = 60 * second
/** The deadlines of a POST and of the poll that confirms its answer, with a margin: a sender silent for longer is gone. */
export const sendLeaseMs = 45 * second
/**
 * A process frozen for longer than this between claim and POST does not send. By the time of an answer, another process
 * may have declared the payment unpaid, and the customer may have paid again.
 */
export const latestSendMs = 15 * second

/**
 * The shortest time between polls that hints cause, however many arrive. A returning customer waits for the answer, and
 * their address is signed, so it is shorter for them. Not scaled: it bounds real load.
 */
export const HINT_SPACING_MS = { webhook: 2_000, return: 500 } as const

/** How often the gateway's list is compared with our rows, how far each comparison reaches back, and how far after a pause. */
export const sweepIntervalMs = hour
export const sweepOverlapMs = 2 * hour
export const sweepReachMs = 3 * day

/** Waits between polls for an order whose POST was not answered: quick at first, then hourly, then daily. */
const UNKNOWN_WAITS = [5, 10, 15, 30, 60, 120, 240, 120].map((seconds) => seconds * second)
/**
 * Caps the back-off while too few complete lists were read, for a day: an outage of the gateway's list must not block the
 * checkout for hours after it.
 */
const cappedPolls = UNKNOWN_WAITS.length - 1
/** How long after sending that cap applies. */
export const incompleteListsMs = day

/** Waits between polls of an open order. Webhooks and reads poll in between; these waits are the fallback. */
const OPEN_WAITS = [2, 3, 5, 10, 20, 30].map((seconds) => seconds * second)
const openWaitMs = 45 * second
/** The number of polls in an hour, twice the lifetime of a hosted payment page. Later polls wait ten minutes. */
const openPolls = hour / openWaitMs

/** How many times, and how far apart, an unpaid payment is polled for a hinted order that cannot be fetched. */
const hintPolls = 5
const hintPollMs = 10 * second
/** How far apart an unpaid payment is polled while its late order is still open. */
const lateOrderPollMs = minute

/** Statuses of an order that may still be paid without the customer trying again. */
const OPEN_ORDER_STATUSES: ReadonlySet<OrderStatus> = new Set(['new', 'processing', 'unrecognised'])

/** Everything the next poll of a payment depends on, once the finding of the last one has been weighed. */
export interface PollFacts {
  readonly state: PaymentState
  /** Whether the finding moved the payment into `state`. */
  readonly isChanged: boolean
  /** Polls in the state before the finding. */
  readonly polls: number
  /** Complete lists so far without its order. */
  readonly completeLists: number
  /** Whether its last poll was within `incompleteListsMs` of sending. */
  readonly isRecent: boolean
  /** The status of its order, when the finding has one. */
  readonly orderStatus?: OrderStatus | undefined
  /** Whether a signed hint names an order that has never been fetched. */
  readonly hasUnreadHint: boolean
  /** Whether a hint arrived during the poll. */
  readonly isHinted: boolean
  /** `returned` with this write; `kept` by the caller, who polls again at once; `lost` to another process. */
  readonly lease: 'returned' | 'kept' | 'lost'
}

/** The next poll of a payment. */
export interface NextPoll {
  /** How many polls of its state count as used. */
  readonly polls: number
  /** Nominal milliseconds until the next poll, before jitter; null: never; `keep`: when it is already due. */
  readonly inMs: number | null | 'keep'
}

/** Decides when a payment is polled next. Pure: its table is in the test beside it. */
export function scheduleNextPoll(facts: PollFacts): NextPoll {
  const polls = facts.isChanged ? 0 : toUsedPolls(facts)
  const waitMs = toNextPollMs(facts.state, polls) ?? toUnpaidPollMs(facts)
  return { polls, inMs: keepsPlan(facts, waitMs) ? 'keep' : waitMs }
}

function keepsPlan({ lease, state, isChanged, isHinted }: PollFacts, waitMs: number | null): boolean {
  switch (lease) {
    case 'kept':
      // The payment is already due when the lease ends: that covers the death of the caller.
      return true
    case 'returned':
      // The hint has made the payment due.
      return isHinted && !isFinal(state)
    case 'lost':
      // The new holder schedules, unless this finding changed what there is to schedule.
      return !isChanged && waitMs !== null
    default:
      return lease satisfies never
  }
}

function toUsedPolls({ state, polls, completeLists, isRecent }: PollFacts): number {
  const isCapped = state === 'unknown' && completeLists < absenceLists && isRecent
  return isCapped ? Math.min(polls, cappedPolls) : polls
}

/** The wait for an unpaid payment that a late order, or a hint of one, may still overrule. Else null. */
function toUnpaidPollMs({ state, polls, orderStatus, hasUnreadHint }: PollFacts): number | null {
  if (!isUnpaid(state)) return null
  if (orderStatus !== undefined) return OPEN_ORDER_STATUSES.has(orderStatus) ? lateOrderPollMs : null
  return hasUnreadHint && polls < hintPolls ? hintPollMs : null
}

/** Milliseconds until the next poll of a payment that was polled `polls` times in this state; null when it has no schedule. */
export function toNextPollMs(state: PaymentState, polls: number): number | null {
  switch (state) {
    case 'submitting':
      return sendLeaseMs
    case 'unknown':
      return UNKNOWN_WAITS[polls] ?? (polls < UNKNOWN_WAITS.length + 24 ? hour : day)
    case 'awaiting_customer':
    case 'processing':
    case 'gateway_error':
    case 'closing':
      return OPEN_WAITS[polls] ?? (polls < openPolls ? openWaitMs : 10 * minute)
    case 'rejected':
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'not_found':
    case 'abandoned':
    case 'succeeded':
    case 'surplus':
    case 'review':
      return null
    default:
      return state satisfies never
  }
}

/**
 * Adds up to a fifth to a wait, so that payments that began together are not polled together. Jitter never shortens: the
 * last short wait for a lost order has to end after the horizon, or the next poll is an hour away.
 */
export function withJitter(waitMs: number): number {
  return waitMs * (1 + Math.random() / 5)
}

/** One statement sets both columns and still reads the clock twice: they differ by microseconds. */
const hintMarginMs = 1_000

/** Whether a hint made the payment due during a poll. Without a hint it is due when the lease ends. */
export function wasHintedDuringPoll(row: {
  readonly nextPollAt: Date | null
  readonly leaseUntil: Date | null
}): boolean {
  const { nextPollAt, leaseUntil } = row
  return nextPollAt !== null && leaseUntil !== null && nextPollAt.getTime() < leaseUntil.getTime() - hintMarginMs
}
