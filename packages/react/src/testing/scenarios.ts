import type { DeclineReason } from '@cardfile/contract'

/** The fake backend's scenarios, with descriptions. They apply to saved cards; a new card is paid on the hosted page. */
export const SCENARIOS = {
  approves: 'Every payment with a saved card succeeds at once.',
  step_up: 'The bank asks the customer to confirm on its own page.',
  confirms_late: 'The outcome is unknown at first, and a success at the third poll.',
  stays_unknown: 'The outcome stays unknown.',
  insufficient_funds: 'Declined: not enough money.',
  card_declined: 'Declined by the bank.',
  cvc_incorrect: 'Declined: the CVC is wrong.',
  card_expired: 'Declined: the card has expired.',
  authentication_failed: 'Declined: the customer could not be authenticated.',
  card_not_supported: 'Declined: the card cannot be used here.',
  saved_card_invalid: 'Declined: the saved card no longer works.',
  processing_error: 'Declined: something failed before any money moved.',
  price_changes: 'The price has changed at the first press.',
  quote_expires: 'The quote has expired at the first press; the price is the same.',
  consent_changes: 'The consent text has changed at the first press.',
  answer_lost: 'The payment is made, but its answer never arrives.',
  unreachable: 'No payment request reaches the shop.',
  never_answers: 'Payment requests hang.',
  never_loads: 'Every request hangs.',
  load_fails: 'Every request fails.',
  too_many_attempts: 'The rate limit of the card is used up.',
  signed_out: 'The session has ended.',
  signed_out_at_press: 'The session ends between loading and pressing.',
  unavailable: 'The backend starts no new payments.',
  review: 'The order does not match the payment, which is held for review.',
  charged_twice: 'The payment turns out to be a second charge.',
} as const satisfies Readonly<Record<DeclineReason, string> & Record<string, string>>

/** A name of `SCENARIOS`. */
export type Scenario = keyof typeof SCENARIOS
