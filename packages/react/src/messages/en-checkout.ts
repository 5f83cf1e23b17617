import type { CheckoutMessages } from './messages.ts'

/** English messages of the card choices and the security code. */
export const checkoutEn: CheckoutMessages = {
  payWith: 'Pay with',
  anotherCard: 'Another card',
  onPaymentPage: 'On the secure payment page',
  cvc: 'Security code',
  cvcOptional: 'Security code (optional)',
  cvcHint: '{digits} digits on the card',
  cvcNeeded: 'Enter the full security code.',
  showCvc: 'Show code',
  replaces: 'The new card replaces {card} once you have paid.',
}
