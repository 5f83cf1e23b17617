import type { Consent, SavedCard } from '@cardfile/contract'

/** The id of the fake backend's first checkout. */
export const checkoutId = 'order-1042'

/** A Visa that is the default, and takes no CVC. */
export const visa: SavedCard = {
  id: 'card-visa',
  brand: 'visa',
  last4: '4242',
  expiry: { month: 8, year: 2029 },
  state: 'active',
  isDefault: true,
  cvc: 'never',
}

/** A Mastercard that expires next month. */
export const mastercard: SavedCard = {
  id: 'card-mastercard',
  brand: 'mastercard',
  last4: '4444',
  expiry: { month: 12, year: 2026 },
  state: 'expiring',
  isDefault: false,
  cvc: 'never',
}

/** An American Express, whose CVC has four digits. */
export const amex: SavedCard = {
  id: 'card-amex',
  brand: 'amex',
  last4: '0005',
  expiry: { month: 3, year: 2030 },
  state: 'active',
  isDefault: false,
  cvc: 'never',
}

/** An expired card: shown, and not selectable. */
export const expiredCard: SavedCard = {
  id: 'card-expired',
  brand: 'visa',
  last4: '1881',
  expiry: { month: 6, year: 2025 },
  state: 'expired',
  isDefault: false,
  cvc: 'never',
}

/** A card without brand and expiry. */
export const unknownCard: SavedCard = {
  id: 'card-unknown',
  brand: null,
  last4: '7788',
  expiry: null,
  state: 'active',
  isDefault: false,
  cvc: 'never',
}

/** The card that a payment with a new card saves. */
export const newlySavedCard: SavedCard = { ...visa, id: 'card-new', last4: '0002', expiry: { month: 11, year: 2030 } }

/** The same card with another CVC rule. */
export function withCvc(card: SavedCard, cvc: SavedCard['cvc']): SavedCard {
  return { ...card, cvc }
}

/** The consent text of the fake backend. */
export const consent: Consent = {
  version: '2026-11-01',
  locale: 'en',
  text: 'Save this card so I can pay faster at this shop. It is only used when I choose it, and I can remove it at any time in my account.',
}

/** The consent text after the scenario `consent_changes`. */
export const changedConsent: Consent = {
  version: '2026-12-01',
  locale: 'en',
  text: 'Save this card for one-click payments at this shop. It is only used when I choose it. I am told by e-mail before these terms change, and I can remove it at any time.',
}
