import type { ModelPayment } from './world.ts'

/** The decisions of a shop that lose money when they are wrong. */
export interface Policy {
  /** When the POST is not answered. `confirm` waits for evidence. */
  readonly onNoAnswer: 'confirm' | 'fail' | 'send-again'
  /** Whether the payment is written before its POST leaves. */
  readonly writesFirst: boolean
  /** Whether checking for an open payment and writing a new one are one transaction. */
  readonly claimsAtomically: boolean
  /** Whether this complete list without the order proves that there is no order. */
  readonly concludesAbsence: (payment: ModelPayment) => boolean
  /** Whether `error` ends a payment. */
  readonly errorIsFinal: boolean
  /** Whether a cancel that was not rejected ends a payment without a GET. */
  readonly trustsCancel: boolean
  /** Whether a payment in review can be resolved as unpaid while its order can still be paid. */
  readonly resolvesOpenOrders: boolean
}

/** Assumptions about the gateway that only the gateway can confirm. */
export interface Assumptions {
  /** An order is made, and listed, within the times that `assumptions.ts` names. */
  readonly lagIsBounded: boolean
  /** `cancelled`, `expired`, and an `error` whose cancel was rejected, never become `completed`. */
  readonly finalIsFinal: boolean
}

/** The policy of this package. */
export const shipped: Policy = {
  onNoAnswer: 'confirm',
  writesFirst: true,
  claimsAtomically: true,
  // The third complete list, after the absence horizon.
  concludesAbsence: ({ age, lists }) => age === 3 && lists === 2,
  errorIsFinal: false,
  trustsCancel: false,
  resolvesOpenOrders: false,
}

/** The assumptions of this package. */
export const assumed: Assumptions = { lagIsBounded: true, finalIsFinal: true }
