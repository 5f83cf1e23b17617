'use client'
import { formatMoney, type Money } from '@cardfile/contract'
import { fill } from '../messages/fill.ts'
import type { Messages } from '../messages/messages.ts'
import { useCardfile } from './cardfile-context.ts'

/** The message groups, without what says which language they are. */
type Group = Exclude<keyof Messages, 'locale' | 'direction'>

/** A part's words in the language of the page. Each part brings its own English, so that a bundle holds no other part's. */
export function useWords<G extends Group>(group: G, english: Messages[G], part: string) {
  const { messages, locale, direction } = useCardfile(part)
  return {
    words: messages?.[group] ?? english,
    direction,
    locale,
    /** An amount as a reader of this language writes it. */
    money: (amount: Money) => formatMoney(amount, locale),
    /** Fills a message's places. */
    say: (message: string, values: Readonly<Record<string, string>>) => fill(message, values, direction),
  }
}
