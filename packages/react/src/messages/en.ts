import type {
  ButtonMessages,
  CardMessages,
  CheckoutMessages,
  CommonMessages,
  ManagerMessages,
  Messages,
  StatusMessages,
} from './messages.ts'

/** English that more than one part speaks. */
export const commonEn: CommonMessages = {
  wait: 'One moment…',
  paying: 'Paying…',
  notLoaded: 'This could not be loaded.',
  signIn: 'Please sign in.',
  failed: 'That did not work.',
  nothingTaken: 'Nothing was taken.',
  mayRetry: 'You can try again.',
  tryAgain: 'Try again',
  cancel: 'Cancel',
}

/** English of the pay buttons. */
export const buttonEn: ButtonMessages = {
  pay: 'Pay {amount}',
  payAndSave: 'Pay {amount} and save card',
  payWithCard: 'Pay {amount} with {card}',
  buyNow: 'Buy now',
}

/** English of a card's name and age. */
export const cardEn: CardMessages = {
  card: 'Card',
  named: '{brand} ending in {last4}',
  expires: 'Expires {date}',
  expiring: 'Expires soon: {date}',
  expired: 'Expired {date}',
  isDefault: 'Default',
}

/** English of choosing a card and its security code. */
export const checkoutEn: CheckoutMessages = {
  payWith: 'Pay with',
  anotherCard: 'Another card',
  onPaymentPage: 'On the secure payment page',
  code: 'Security code',
  codeOptional: 'Security code (optional)',
  codeHint: '{digits} digits on the card',
  codeNeeded: 'Enter the full security code.',
  showCode: 'Show code',
  replaces: 'The new card replaces {card} once it is paid.',
}

/** English of every state of a payment. */
export const statusEn: StatusMessages = {
  redirect: 'Your payment is waiting on the secure payment page.',
  confirming: 'This payment is still being confirmed.',
  succeeded: 'Paid {amount}',
  cancelled: 'This payment was cancelled.',
  expired: 'This payment took too long.',
  review: 'The shop is checking this payment.',
  surplus: 'You were charged twice. The shop will return one payment.',
  insufficient_funds: 'There is not enough money on this card.',
  card_declined: 'Your bank declined this card. Please ask it why.',
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

/** English of the account page. */
export const managerEn: ManagerMessages = {
  savedCards: 'Saved cards',
  none: 'None yet. Choose “save card” when you pay.',
  makeDefault: 'Make default',
  update: 'Update',
  remove: 'Remove',
  removed: 'Removed: {card}',
}

/** English: built in, and what any part falls back to. */
export const en: Messages = {
  locale: 'en',
  direction: 'ltr',
  common: commonEn,
  button: buttonEn,
  card: cardEn,
  checkout: checkoutEn,
  status: statusEn,
  manager: managerEn,
}
