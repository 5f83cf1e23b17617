import { isSameMoney, type Checkout, type Payment, type PaymentStatus } from '@cardfile/contract'
import type { CardfileProblem } from '../client/problem.ts'

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

/** What can happen to a step. */
export type FlowEvent =
  | { readonly type: 'pressed' }
  | { readonly type: 'overdue' }
  | { readonly type: 'answered' }
  | { readonly type: 'left' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'noticed'; readonly notice: Notice }
  | { readonly type: 'corrected' }
  /** The page came back out of the browser's memory, or never went away although it was told to. */
  | { readonly type: 'stayed' }

/** Where every checkout starts. */
export const idle: FlowStep = { step: 'idle', notice: null }

/** The next step. An event that means nothing at a step leaves it as it is, so a second press of a busy button is lost. */
export function nextStep(now: FlowStep, event: FlowEvent): FlowStep {
  switch (event.type) {
    case 'pressed':
      return now.step === 'idle' ? { step: 'paying' } : now
    case 'overdue':
      return now.step === 'paying' ? { step: 'looking' } : now
    case 'cancelled':
      return now.step === 'idle' ? { step: 'cancelling' } : now
    case 'left':
      return { step: 'leaving' }
    case 'answered':
      return idle
    case 'noticed':
      return { step: 'idle', notice: event.notice }
    case 'corrected':
      return now.step === 'idle' && now.notice !== null ? idle : now
    case 'stayed':
      return now.step === 'leaving' ? idle : now
    default:
      return event satisfies never
  }
}

const NOTICES = new Map<string, NoticeKind>([
  ['consent_changed', 'consent_changed'],
  ['cvc_required', 'cvc_required'],
  ['cvc_malformed', 'cvc_malformed'],
  ['cvc_not_accepted', 'cvc_not_accepted'],
  ['too_many_attempts', 'too_many_attempts'],
  ['unauthenticated', 'signed_out'],
  ['unavailable', 'unavailable'],
])

/** What a refusal means to the customer; a code this bundle does not know is a refusal like any other. */
export function noticeOf(problem: CardfileProblem, shown: Checkout): Notice {
  const paymentId = shown.payment?.id ?? null
  const { code, amount, retryAfterSeconds } = problem
  if (code === 'amount_changed') {
    const isSame = amount !== undefined && isSameMoney(amount, shown.amount)
    return { kind: isSame ? 'quote_expired' : 'amount_changed', paymentId }
  }
  return {
    kind: NOTICES.get(code) ?? 'refused',
    paymentId,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}

/** The checkout as a refusal or an answer leaves it: only what the server just said is replaced. */
export function updateCheckout(checkout: Checkout, news: Partial<Checkout>): Checkout {
  return {
    ...checkout,
    ...Object.fromEntries(Object.entries(news).filter(([, value]) => value !== undefined)),
  }
}

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
