import type { ButtonMessages, CardMessages, CommonMessages } from './messages.ts'

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
