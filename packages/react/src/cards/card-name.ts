import type { SavedCard } from '@cardfile/contract'
import { fill } from '../messages/fill.ts'
import type { ButtonMessages } from '../messages/messages.ts'

// Only names that differ from their own first letter in upper case.
const BRAND_NAMES: Readonly<Record<string, string>> = {
  amex: 'American Express',
  'american-express': 'American Express',
  jcb: 'JCB',
  unionpay: 'UnionPay',
}

/** What a brand is called: the gateway's lower-case name made presentable. */
export function brandName(brand: string): string {
  return BRAND_NAMES[brand.toLowerCase()] ?? brand.charAt(0).toUpperCase() + brand.slice(1)
}

/** How a customer knows a card, such as "Visa ending in 4242". */
export function cardName(
  { brand, last4 }: Pick<SavedCard, 'brand' | 'last4'>,
  words: Pick<ButtonMessages, 'card' | 'named'>,
  direction: 'ltr' | 'rtl',
): string {
  if (last4 === null) return brand === null ? words.card : brandName(brand)
  return fill(words.named, { brand: brand === null ? words.card : brandName(brand), last4 }, direction)
}
