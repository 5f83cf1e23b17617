import type { PaymentKind, PaymentState } from './payment-state.ts'

/** The facts about a payment before the evidence is weighed. */
export interface PaymentFacts {
  readonly state: PaymentState
  readonly kind: PaymentKind
  /** Whether the gateway has declined this payment before. */
  readonly wasDeclined: boolean
  /** Whether another payment of the same checkout has succeeded. */
  readonly isCheckoutPaid: boolean
}

/**
 * Evidence about a payment. Only a fetched order proves an outcome. Everything else supports an assumption, and never the
 * assumption that no money moved when it might have.
 */
export type Evidence =
  /** An order with this payment's reference. `fetched` is false for the answer to the POST that made it. */
  | {
      readonly kind: 'order'
      readonly fetched: boolean
      readonly status: 'new' | 'processing' | 'error' | 'completed' | 'cancelled' | 'expired' | 'unrecognised'
      /** Whether the customer has an address to go to. */
      readonly hasAddress: boolean
    }
  /** An order with this payment's reference whose amount, currency, mode, project, address or capture is wrong. */
  | { readonly kind: 'wrong-order'; readonly isPaid: boolean }
  /** No byte of the request left: the connection itself failed. */
  | { readonly kind: 'not-sent' }
  /** The gateway rejected the request in its documented error shape, so it made no order. */
  | { readonly kind: 'rejected' }
  /** The request may have arrived: time-out, reset, 5xx, or an unreadable answer. */
  | { readonly kind: 'no-answer' }
  /** The sending process has been silent for longer than a request can live. */
  | { readonly kind: 'sender-gone' }
  /** In none of enough complete lists, the last one read past the horizon. */
  | { readonly kind: 'absent' }
  /** The customer wants to pay another way. */
  | { readonly kind: 'give-up' }
  /** A person's decision about a payment in review, or about one whose order is missing at the gateway. */
  | { readonly kind: 'decided'; readonly outcome: 'paid' | 'unpaid' }
  /** The gateway rejected a cancel in its documented error shape, and the fetched order still says `error`, with no address. */
  | { readonly kind: 'unclosable' }
