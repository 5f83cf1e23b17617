import type { ModelPayment } from './world.ts'

/** What a shop does at the points where shops go wrong. */
export interface Policy {
  /** When the POST is not answered. */
  readonly onSilence: 'quarantine' | 'fail' | 'send-again'
  /** Whether the payment is written before its POST leaves. */
  readonly writesFirst: boolean
  /** Whether looking for an open payment and writing a new one are one step. */
  readonly claimsAtOnce: boolean
  /** Whether an order that is in no complete list is taken for absent, at this list. */
  readonly believesAbsence: (payment: ModelPayment) => boolean
  /** Whether `error` ends a payment. */
  readonly errorIsFinal: boolean
  /** Whether a cancel that was not refused ends a payment, without a GET. */
  readonly believesCancel: boolean
  /** Whether a person may close a held payment as unpaid while its order can still be paid. */
  readonly resolvesOpenOrders: boolean
}

/** What may be relied on at the gateway; the questions that only it can answer. */
export interface Assumptions {
  /** An order is made, and listed, within the times that `timing.ts` names. */
  readonly lagIsBounded: boolean
  /** `cancelled`, `expired`, and an `error` whose cancel was refused, never become `completed`. */
  readonly finalIsFinal: boolean
}

/** The policy of this package. */
export const shipped: Policy = {
  onSilence: 'quarantine',
  writesFirst: true,
  claimsAtOnce: true,
  // Two complete lists were read before this third one, and the horizon has passed.
  believesAbsence: ({ age, scans }) => age === 3 && scans === 2,
  errorIsFinal: false,
  believesCancel: false,
  resolvesOpenOrders: false,
}

/** What the gateway is assumed to keep to. */
export const assumed: Assumptions = { lagIsBounded: true, finalIsFinal: true }
