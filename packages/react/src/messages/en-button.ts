import type { ButtonMessages } from './messages.ts'

/** English messages of the pay buttons. */
export const buttonEn: ButtonMessages = {
  pay: 'Pay {amount}',
  payAndSave: 'Pay {amount} and save card',
  payWithCard: 'Pay {amount} with {card}',
  buyNow: 'Buy now',
  wait: 'One moment…',
  paying: 'Paying…',
  notLoaded: 'This could not be loaded.',
  nothingTaken: 'You were not charged.',
  tryAgain: 'Try again',
  card: 'Card',
  named: '{brand} ending in {last4}',
}
