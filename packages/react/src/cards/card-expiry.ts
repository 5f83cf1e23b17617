import type { SavedCard } from '@cardfile/contract'
import { fill } from '../messages/fill.ts'
import type { CardMessages } from '../messages/messages.ts'

/** How long a card lives, such as "Expires 08/27"; empty when nobody knows. Month and year as they are printed on it. */
export function cardExpiry({ expiry, state }: SavedCard, words: CardMessages, direction: 'ltr' | 'rtl'): string {
  if (expiry === null) return ''
  const date = `${String(expiry.month).padStart(2, '0')}/${String(expiry.year % 100).padStart(2, '0')}`
  const sentence = { active: words.expires, expiring: words.expiring, expired: words.expired }[state]
  return fill(sentence, { date }, direction)
}

/** What there is to know about a card besides its name: how long it lives, and whether it is offered first. */
export function cardDetails(card: SavedCard, words: CardMessages, direction: 'ltr' | 'rtl'): string {
  return [cardExpiry(card, words, direction), card.isDefault && words.isDefault].filter(Boolean).join(' · ')
}
