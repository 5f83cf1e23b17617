/*
 * The closed lists of the contract. Apart from the schemas, so that a browser that needs only the words loads no schema
 * library.
 */

/** Why the answer is no: a closed list, never the gateway's own words. */
export const DECLINE_REASONS = [
  'insufficient_funds',
  'card_declined',
  'cvc_incorrect',
  'card_expired',
  'authentication_failed',
  'card_not_supported',
  'saved_card_invalid',
  'processing_error',
] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** What the customer may do next. */
export const DECLINE_ADVICE = ['try_again', 'enter_cvc', 'use_another_card', 'authenticate', 'contact_bank'] as const
export type DeclineAdvice = (typeof DECLINE_ADVICE)[number]

/** What each reason advises. Where no security code is taken, the backend says `use_another_card` for `enter_cvc`. */
export const ADVICE_FOR: Readonly<Record<DeclineReason, DeclineAdvice>> = {
  insufficient_funds: 'use_another_card',
  card_declined: 'contact_bank',
  cvc_incorrect: 'enter_cvc',
  card_expired: 'use_another_card',
  authentication_failed: 'authenticate',
  card_not_supported: 'use_another_card',
  saved_card_invalid: 'use_another_card',
  processing_error: 'try_again',
}

/** Statuses that carry nothing beyond themselves. `redirect` and `declined` are the two that do. */
export const PLAIN_STATUSES = ['confirming', 'succeeded', 'cancelled', 'expired', 'review', 'surplus'] as const

/** Every status a payment can have, in the order a payment may pass through them. */
export const PAYMENT_STATUSES = ['redirect', 'declined', ...PLAIN_STATUSES] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]
