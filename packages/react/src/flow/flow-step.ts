/** Why a press did not pay, or a message to read before the next press. */
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

/** A message to the customer that is not the state of a payment. */
export interface Notice {
  readonly kind: NoticeKind
  /** The payment that was current when the notice was raised; another payment makes the notice obsolete. */
  readonly paymentId: string | null
  /** With `too_many_attempts`: seconds to wait. */
  readonly retryAfterSeconds?: number
}

/** The progress of this browser's work on a checkout. The server's view is the payment, which is in the query cache. */
export type FlowStep =
  /** Nothing is in progress. */
  | { readonly step: 'idle'; readonly notice: Notice | null }
  /** The press's request has no answer yet. */
  | { readonly step: 'paying' }
  /** The answer is overdue or lost, so the checkout is polled for it. */
  | { readonly step: 'polling' }
  /** The browser is navigating to the gateway's page. */
  | { readonly step: 'leaving' }
  /** An open hosted payment is being cancelled. */
  | { readonly step: 'cancelling' }

/** The first step of every checkout. */
export const idle: FlowStep = { step: 'idle', notice: null }
