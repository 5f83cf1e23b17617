import type { SavedCard } from '@cardfile/contract'
import { fill } from '../messages/fill.ts'
import type { ButtonMessages } from '../messages/messages.ts'

// Names that capitalising the gateway's name does not give.
const BRAND_NAMES: Readonly<Record<string, string>> = {
  amex: 'American Express',
  'american-express': 'American Express',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

/** The display name of a brand, from the gateway's lower-case name. */
export function brandName(brand: string): string {
  return BRAND_NAMES[brand.toLowerCase()] ?? brand.charAt(0).toUpperCase() + brand.slice(1)
}

/** The display name of a card, such as "Visa ending in 4242". */
export function cardName(
  { brand, last4 }: Pick<SavedCard, 'brand' | 'last4'>,
  messages: Pick<ButtonMessages, 'card' | 'named'>,
  direction: 'ltr' | 'rtl',
): string {
  if (last4 === null) return brand === null ? messages.card : brandName(brand)
  return fill(messages.named, { brand: brand === null ? messages.card : brandName(brand), last4 }, direction)
}
