/** Why a payment was declined: a closed list, never the gateway's own text. */
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
/** The reason of a decline. */
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** The advice to a customer after a decline. */
export const DECLINE_ADVICE = ['try_again', 'enter_cvc', 'use_another_card', 'authenticate', 'contact_bank'] as const
/** The advice after a decline. */
export type DeclineAdvice = (typeof DECLINE_ADVICE)[number]

/** The advice for each reason. Where no CVC is collected, the backend answers `use_another_card` for `enter_cvc`. */
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

/** The statuses without fields of their own. `redirect` and `declined` have some. */
export const PLAIN_STATUSES = ['confirming', 'succeeded', 'cancelled', 'expired', 'review', 'surplus'] as const

/** Every status of a payment. */
export const PAYMENT_STATUSES = ['redirect', 'declined', ...PLAIN_STATUSES] as const
/** The status of a payment. */
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]
