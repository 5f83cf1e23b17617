import type { PaymentState } from '../state-machine/payment-state.ts'

/** Before this much time has passed since sending, an order that cannot be found is not taken for absent. */
export const absenceHorizonMs = 600_000
/** And not before this many complete lists without it. */
export const absenceLists = 3

/** Longer than any look at the gateway takes, so that a lease ends only when its holder is gone. */
export const pollLeaseMs = 60_000
/** The deadlines of a POST and of the look that confirms its answer, and a margin: a sender silent for longer is gone. */
export const sendLeaseMs = 45_000
/**
 * A process that was frozen for longer between claim and send does not send any more: by the time it is answered, others
 * may have taken the payment for gone, and the customer may have paid again.
 */
export const latestSendMs = 15_000

/** How often a hint that could not be read is followed up on a payment that was declared unpaid, and how far apart. */
export const hintPolls = 5
export const hintPollMs = 10_000
/** How often a late order is looked at while it is still open, on a payment that was declared unpaid. */
export const lateOrderPollMs = 60_000

/**
 * Hints about one payment cause at most one look in this time, however many arrive. A customer who comes back is waiting
 * for the answer, and their address is signed, so they wait less. Not scaled: it bounds real load.
 */
export const HINT_SPACING_MS = { webhook: 2_000, return: 500 } as const

/** How often the gateway's list is compared with our rows, how far back it goes each time, and how far after a pause. */
export const sweepIntervalMs = 60 * 60_000
export const sweepOverlapMs = 2 * 60 * 60_000
export const sweepReachMs = 72 * 60 * 60_000

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Waits between looks for an order whose creation was never answered: quick at first, then hourly, then daily. */
const UNKNOWN_WAITS = [5, 10, 15, 30, 60, 120, 240, 120].map((seconds) => seconds * second)
/**
 * How many of them have been used up at most while too few lists could be read whole, for a day: an outage of the gateway's
 * list must not leave the checkout taken for hours after it.
 */
export const usedUpUnread = UNKNOWN_WAITS.length - 1
export const unreadPatienceMs = 24 * hour
/** Waits between looks at an order that is known and open. Webhooks and reads come in between; this is for when none does. */
const OPEN_WAITS = [2, 3, 5, 10, 20, 30].map((seconds) => seconds * second)
const openWaitMs = 45 * second
/** At 45 s each this covers the hosted page's own lifetime; what is still open then is rare and slow. */
const openLooks = 80

/**
 * A wait of the schedule, lengthened by up to a fifth so that payments that began together are not looked at together. Never
 * shortened: the last of the short waits for a lost order has to end after the horizon, or the next look is an hour away.
 */
export function withJitter(waitMs: number): number {
  return waitMs * (1 + Math.random() / 5)
}

/** Milliseconds until the next look at a payment that has been looked at `looks` times in this state, or null: never. */
export function toNextPollMs(state: PaymentState, looks: number): number | null {
  switch (state) {
    case 'submitting':
      return sendLeaseMs
    case 'unknown':
      return UNKNOWN_WAITS[looks] ?? (looks < UNKNOWN_WAITS.length + 24 ? hour : 24 * hour)
    case 'awaiting_customer':
    case 'processing':
    case 'gateway_error':
    case 'closing':
      return OPEN_WAITS[looks] ?? (looks < openLooks ? openWaitMs : 10 * minute)
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
