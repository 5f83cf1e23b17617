import type { SavedCard } from '@cardfile/contract'
import { fill } from '../messages/fill.ts'
import type { CardMessages } from '../messages/messages.ts'

/** A card's expiry as a label, such as "Expires 08/27"; empty when it is unknown. */
export function cardExpiry({ expiry, state }: SavedCard, messages: CardMessages, direction: 'ltr' | 'rtl'): string {
  if (expiry === null) return ''
  const date = `${String(expiry.month).padStart(2, '0')}/${String(expiry.year % 100).padStart(2, '0')}`
  const sentence = { active: messages.expires, expiring: messages.expiring, expired: messages.expired }[state]
  return fill(sentence, { date }, direction)
}

/** The details below a card's name: its expiry, and whether it is the default. */
export function cardDetails(card: SavedCard, messages: CardMessages, direction: 'ltr' | 'rtl'): string {
  return [cardExpiry(card, messages, direction), card.isDefault && messages.isDefault].filter(Boolean).join(' · ')
}
