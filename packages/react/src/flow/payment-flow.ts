import type { Payment, PaymentStatus } from '@cardfile/contract'

/** Why a press led nowhere, or what has to be read before the next one. */
export type NoticeKind =
  | 'offline'
  | 'unreachable'
  | 'amount_changed'
  | 'quote_expired'
  | 'consent_changed'
  | 'cvc_required'
  | 'cvc_malformed'
  | 'cvc_not_accepted'
  | 'too_many_attempts'
  | 'signed_out'
  | 'unavailable'
  | 'refused'
  | 'not_cancelled'
  | 'not_loaded'

/** Something to tell the customer that is not the state of a payment. */
export interface Notice {
  readonly kind: NoticeKind
  /** The payment that was current when this was said; it is outdated as soon as there is another one. */
  readonly paymentId: string | null
  /** With `too_many_attempts`: how long to wait. */
  readonly retryAfterSeconds?: number
}

/** What this browser is doing about a checkout. What the server knows of it is the payment, and lives in the query cache. */
export type FlowStep =
  /** Nothing is under way. */
  | { readonly step: 'idle'; readonly notice: Notice | null }
  /** The request of this press has no answer yet. */
  | { readonly step: 'paying' }
  /** The answer is overdue or lost, so the checkout is looked at instead. */
  | { readonly step: 'looking' }
  /** The browser was told to go to the gateway's page. */
  | { readonly step: 'leaving' }
  /** An open hosted payment is being given up. */
  | { readonly step: 'cancelling' }

/** Where every checkout starts. */
export const idle: FlowStep = { step: 'idle', notice: null }

/** Whether looking at a payment again can show anything new. */
export function canChange(payment: Payment | null): boolean {
  return payment?.status === 'redirect' || payment?.status === 'confirming'
}

/** Of two sights of one payment the later one; a payment the checkout no longer names is history. */
export function newerSight(inCheckout: Payment | null, watched: Payment | undefined): Payment | null {
  if (inCheckout === null || watched === undefined || watched.id !== inCheckout.id) return inCheckout
  return watched.updatedAt >= inCheckout.updatedAt ? watched : inCheckout
}

/** What a screen shows, in one word: what this browser is doing, else the state of the payment, else that it may be paid. */
export type FlowState = 'ready' | 'paying' | 'looking' | 'leaving' | 'cancelling' | PaymentStatus

/** A checkout as a screen shows it. */
export interface FlowView {
  readonly state: FlowState
  /** Whether pressing Pay does something now. */
  readonly mayPay: boolean
  /** Whether cards, fields and buttons are of use: while it may be paid, and while that is under way. */
  readonly isOpen: boolean
  readonly notice: Notice | null
}

/** Reads the view off the step and the payment. */
export function viewOf(now: FlowStep, payment: Payment | null): FlowView {
  if (now.step !== 'idle') {
    return { state: now.step, mayPay: false, isOpen: now.step !== 'cancelling', notice: null }
  }
  const mayPay = payment === null || payment.mayPayAgain
  return {
    state: payment?.status ?? 'ready',
    mayPay,
    isOpen: mayPay,
    notice: now.notice !== null && now.notice.paymentId === (payment?.id ?? null) ? now.notice : null,
  }
}
