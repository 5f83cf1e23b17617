'use client'
import { formatMoney, type Money } from '@cardfile/contract'
import { fill } from '../messages/fill.ts'
import type { Messages } from '../messages/messages.ts'
import { useCardfile } from './cardfile-context.ts'

/** The message groups of a language. */
type Group = Exclude<keyof Messages, 'locale' | 'direction'>

/** One group of messages in the page's language. Each part passes its own English, so that a bundle contains no other's. */
export function useMessages<G extends Group>(group: G, english: Messages[G], part: string) {
  const { messages: translated, locale, direction } = useCardfile(part)
  return {
    messages: translated?.[group] ?? english,
    direction,
    locale,
    /** Formats an amount for the locale. */
    money: (amount: Money) => formatMoney(amount, locale),
    /** Fills the placeholders of a message. */
    format: (message: string, values: Readonly<Record<string, string>>) => fill(message, values, direction),
  }
}
