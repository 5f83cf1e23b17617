import type { Payment, PaymentStatus } from '@cardfile/contract'
import type { FlowStep, Notice } from './flow-step.ts'

/** The state of a screen in one word: what this browser is doing, else the payment's status, else `ready`. */
export type FlowState = 'ready' | 'paying' | 'polling' | 'leaving' | 'cancelling' | PaymentStatus

/** A checkout as a screen shows it. */
export interface FlowView {
  readonly state: FlowState
  /** Whether pressing Pay has an effect. */
  readonly mayPay: boolean
  /** Whether cards, fields and buttons are shown: while the checkout may be paid, and while a press is in progress. */
  readonly isOpen: boolean
  readonly notice: Notice | null
}

/** Derives the view from the step and the payment. */
export function toFlowView(current: FlowStep, payment: Payment | null): FlowView {
  if (current.step !== 'idle') {
    return { state: current.step, mayPay: false, isOpen: current.step !== 'cancelling', notice: null }
  }
  const mayPay = payment === null || payment.mayPayAgain
  return {
    state: payment?.status ?? 'ready',
    mayPay,
    isOpen: mayPay,
    notice: current.notice !== null && current.notice.paymentId === (payment?.id ?? null) ? current.notice : null,
  }
}

/** Whether the status of a payment can still change, so that polling it is worthwhile. */
export function canChange(payment: Payment | null): boolean {
  return payment?.status === 'redirect' || payment?.status === 'confirming'
}

/** The later of two reads of one payment. A polled payment that the checkout no longer names is ignored. */
export function latestPayment(inCheckout: Payment | null, polled: Payment | undefined): Payment | null {
  if (inCheckout === null || polled === undefined || polled.id !== inCheckout.id) return inCheckout
  return polled.updatedAt >= inCheckout.updatedAt ? polled : inCheckout
}
