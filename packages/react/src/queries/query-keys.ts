/** Where Cardfile's answers live in a QueryClient: invalidate `cardfileKeys.all` after signing a customer in or out. */
export const cardfileKeys = {
  all: ['cardfile'],
  checkout: (checkoutId: string) => ['cardfile', 'checkout', checkoutId],
  payment: (paymentId: string) => ['cardfile', 'payment', paymentId],
  savedCards: ['cardfile', 'saved-cards'],
} as const
