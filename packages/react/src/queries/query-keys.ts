/** Query keys of Cardfile's answers. Invalidate `cardfileKeys.all` after a customer signs in or out. */
export const cardfileKeys = {
  all: ['cardfile'],
  checkout: (checkoutId: string) => ['cardfile', 'checkout', checkoutId],
  payment: (paymentId: string) => ['cardfile', 'payment', paymentId],
  savedCards: ['cardfile', 'saved-cards'],
} as const
