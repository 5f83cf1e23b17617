import type { CheckoutMessages } from './messages.ts'

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
  replaces: 'The new card replaces {card} once you have paid.',
}
