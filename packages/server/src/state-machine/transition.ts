import type { PaymentKind, PaymentState } from './payment-state.ts'

/** What is known of a payment before the evidence is weighed. */
export interface Standing {
  readonly state: PaymentState
  readonly kind: PaymentKind
  /** Whether the gateway has declined this payment before. */
  readonly wasDeclined: boolean
  /** Whether another payment of the same checkout has succeeded. */
  readonly isCheckoutPaid: boolean
}

/**
 * What was learned. Only a fetched order is evidence of an outcome; everything else says what may be assumed, and never
 * that money did not move when it might have.
 */
export type Evidence =
  /** An order with this payment's reference. `fetched` is false for the answer to the POST that made it. */
  | {
      readonly kind: 'order'
      readonly fetched: boolean
      readonly status: 'new' | 'processing' | 'error' | 'completed' | 'cancelled' | 'expired' | 'unheard-of'
      /** Whether the customer has an address to go to. */
      readonly hasAddress: boolean
    }
  /** An order with this payment's reference whose amount, currency, mode, project, address or capture is wrong. */
  | { readonly kind: 'wrong-order'; readonly isPaid: boolean }
  /** No byte of the request left: the connection itself failed. */
  | { readonly kind: 'not-sent' }
  /** The gateway rejected the request in its documented error shape, so it made no order. */
  | { readonly kind: 'rejected' }
  /** The request may have arrived: time-out, reset, 5xx, or an answer that cannot be read. */
  | { readonly kind: 'no-answer' }
  /** Whoever was sending has been gone for longer than a request can live. */
  | { readonly kind: 'sender-gone' }
  /** Looked for past the horizon, in enough complete lists, and not there. */
  | { readonly kind: 'absent' }
  /** The customer wants to pay another way. */
  | { readonly kind: 'give-up' }
  /** A person has looked into a payment that is held, never answered or whose order is gone, and says what became of it. */
  | { readonly kind: 'decided'; readonly outcome: 'paid' | 'unpaid' }
  /** The gateway refused to cancel, in its documented error shape, and a fetched order still says `error`, with no address. */
  | { readonly kind: 'unclosable' }

/** The one place that decides what becomes of a payment: POST answer, webhook, return, read, reconcile, cancel. */
export function transition(standing: Standing, evidence: Evidence): PaymentState {
  const { state, kind } = standing
  switch (state) {
    case 'succeeded':
    case 'surplus':
      return state
    case 'review':
      if (evidence.kind !== 'decided') return state
      return evidence.outcome === 'paid' ? paid(standing) : 'cancelled'
    case 'rejected':
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'not_found':
    case 'abandoned':
      // Declared unpaid, and yet: inference never outranks a fetched order.
      if (evidence.kind === 'wrong-order') return evidence.isPaid ? 'review' : state
      return isPaid(evidence) ? paid(standing) : state
    case 'submitting':
    case 'unknown':
    case 'awaiting_customer':
    case 'processing':
    case 'gateway_error':
    case 'closing':
      break
    default:
      return state satisfies never
  }
  switch (evidence.kind) {
    case 'order':
      return fromOrder(standing, evidence)
    case 'wrong-order':
      return 'review'
    case 'not-sent':
    case 'rejected':
      return state === 'submitting' ? 'rejected' : state
    case 'no-answer':
    case 'sender-gone':
      // Paying a hosted order needs the address that was in the lost answer; a one-click order may have charged.
      return state === 'submitting' ? (kind === 'hosted' ? 'abandoned' : 'unknown') : state
    case 'absent':
      return state === 'unknown' ? 'not_found' : state
    case 'decided':
      return evidence.outcome === 'unpaid' && state !== 'submitting' ? 'not_found' : state
    case 'give-up':
      return state === 'awaiting_customer' || state === 'processing' || state === 'gateway_error' ? 'closing' : state
    case 'unclosable':
      return kind === 'one_click' && (state === 'gateway_error' || state === 'closing') ? 'declined' : state
    default:
      return evidence satisfies never
  }
}

function fromOrder(standing: Standing, order: Extract<Evidence, { kind: 'order' }>): PaymentState {
  const { state, kind, wasDeclined } = standing
  const staysClosing = state === 'closing'
  switch (order.status) {
    case 'completed':
      return order.fetched ? paid(standing) : 'processing'
    case 'cancelled':
      return kind === 'one_click' && wasDeclined ? 'declined' : 'cancelled'
    case 'expired':
      return kind === 'one_click' && wasDeclined ? 'declined' : 'expired'
    case 'error':
      return staysClosing ? state : 'gateway_error'
    case 'new':
      return staysClosing ? state : order.hasAddress ? 'awaiting_customer' : 'processing'
    case 'processing':
    case 'unheard-of':
      return staysClosing ? state : 'processing'
    default:
      return order.status satisfies never
  }
}

function isPaid(evidence: Evidence): boolean {
  return evidence.kind === 'order' && evidence.fetched && evidence.status === 'completed'
}

function paid({ isCheckoutPaid }: Standing): PaymentState {
  return isCheckoutPaid ? 'surplus' : 'succeeded'
}
