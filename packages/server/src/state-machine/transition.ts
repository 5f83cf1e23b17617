import type { Evidence, PaymentFacts } from './evidence.ts'
import type { PaymentState } from './payment-state.ts'

/** Decides the next state of a payment, whatever the source of the evidence: POST, webhook, return, read, reconcile or cancel. */
export function transition(facts: PaymentFacts, evidence: Evidence): PaymentState {
  const { state, kind } = facts
  switch (state) {
    case 'succeeded':
    case 'surplus':
      return state
    case 'review':
      if (evidence.kind !== 'decided') return state
      return evidence.outcome === 'paid' ? paid(facts) : 'cancelled'
    case 'rejected':
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'not_found':
    case 'abandoned':
      // A fetched order overrules the inference that nothing was paid.
      if (evidence.kind === 'wrong-order') return evidence.isPaid ? 'review' : state
      return isPaid(evidence) ? paid(facts) : state
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
      return fromOrder(facts, evidence)
    case 'wrong-order':
      return 'review'
    case 'not-sent':
    case 'rejected':
      return state === 'submitting' ? 'rejected' : state
    case 'no-answer':
    case 'sender-gone':
      // A hosted order cannot be paid without the address in the lost answer. A one-click order may have charged.
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

function fromOrder(facts: PaymentFacts, order: Extract<Evidence, { kind: 'order' }>): PaymentState {
  const { state, kind, wasDeclined } = facts
  const staysClosing = state === 'closing'
  switch (order.status) {
    case 'completed':
      return order.fetched ? paid(facts) : 'processing'
    case 'cancelled':
      return kind === 'one_click' && wasDeclined ? 'declined' : 'cancelled'
    case 'expired':
      return kind === 'one_click' && wasDeclined ? 'declined' : 'expired'
    case 'error':
      return staysClosing ? state : 'gateway_error'
    case 'new':
      return staysClosing ? state : order.hasAddress ? 'awaiting_customer' : 'processing'
    case 'processing':
    case 'unrecognised':
      return staysClosing ? state : 'processing'
    default:
      return order.status satisfies never
  }
}

function isPaid(evidence: Evidence): boolean {
  return evidence.kind === 'order' && evidence.fetched && evidence.status === 'completed'
}

function paid({ isCheckoutPaid }: PaymentFacts): PaymentState {
  return isCheckoutPaid ? 'surplus' : 'succeeded'
}
