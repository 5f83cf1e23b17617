import type { CheckoutMessages } from './messages.ts'

/** English messages of the card choices and the security code. */
export const checkoutEn: CheckoutMessages = {
  payWith: 'Pay with',
  anotherCard: 'Another card',
  onPaymentPage: 'On the secure payment page',
  code: 'Security code',
  codeOptional: 'Security code (optional)',
  codeHint: '{digits} digits on the card',
  codeNeeded: 'Enter the full security code.',
  showCode: 'Show code',
  replaces: 'The new card replaces {card} once you have paid.',
}
