import type { StatusMessages } from './messages.ts'

/** English messages of every payment state. */
export const statusEn: StatusMessages = {
  redirect: 'Your payment is waiting on the secure payment page.',
  confirming: 'This payment is still being confirmed.',
  succeeded: 'Paid {amount}',
  cancelled: 'This payment was cancelled.',
  expired: 'This payment took too long.',
  review: 'The shop is checking this payment.',
  surplus: 'You were charged twice. The shop will refund one payment.',
  insufficient_funds: 'There is not enough money on this card.',
  card_declined: 'Your bank declined this card. Please contact your bank.',
  cvc_incorrect: 'The security code is wrong.',
  card_expired: 'This card has expired.',
  authentication_failed: 'Your bank could not confirm that it was you.',
  card_not_supported: 'This card is not accepted here.',
  saved_card_invalid: 'This saved card no longer works.',
  offline: 'You are offline.',
  unreachable: 'The shop could not be reached. You will not be charged twice.',
  amount_changed: 'The price is now {amount}.',
  consent_changed: 'The terms have changed.',
  too_many_attempts: 'Too many attempts. Please wait a while.',
  doNotPayAgain: 'Please do not pay again.',
  updates: 'This page updates by itself.',
  reference: 'Your reference: {reference}',
  saved: 'Your card is saved.',
  toPaymentPage: 'Go to the payment page',
}
