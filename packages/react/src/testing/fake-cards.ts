import { ADVICE_FOR, isCvc, type Decline, type DeclineReason, type SavedCard } from '@cardfile/contract'
import { FakeRefusal } from './fake-problem.ts'

/** Wrong codes that close a card. */
const wrongCodeLimit = 3

/** What a customer agreed to, and how many cards they had removed by then. */
export interface Agreement {
  readonly replaces: string | undefined
  readonly removals: number
}

/** The saved cards of the fake shop's one customer. */
export function createFakeCards(start: readonly SavedCard[]) {
  let cards = [...start]
  const wrongCodes = new Map<string, number>()
  /** Ids of removed cards, in the order in which they were removed. */
  const removed: string[] = []

  const requireCard = (id: string): SavedCard => {
    const card = cards.find((one) => one.id === id)
    if (card === undefined) throw new FakeRefusal('not_found')
    return card
  }

  /** All of them, with one default among those that have not expired. */
  const list = (): SavedCard[] => {
    const usable = cards.filter(({ state }) => state !== 'expired')
    const preferred = usable.find(({ isDefault }) => isDefault) ?? usable[0]
    return cards.map((card) => ({ ...card, isDefault: card === preferred }))
  }

  const makeDefault = (id: string) => {
    cards = cards.map((card) => ({ ...card, isDefault: card.id === id }))
  }

  return {
    /** A card of the customer, as the customer sees it. */
    requireCard,
    list,
    /** What a customer agrees to with a press: to save a card, maybe in the place of another. A later removal outweighs it. */
    agree: (replaces: string | undefined): Agreement => ({ replaces, removals: removed.length }),
    /** Saves a card, unless it is saved already or was removed after the agreement. The newest is listed first. */
    keep(card: SavedCard, { replaces, removals }: Agreement): void {
      if (removed.slice(removals).includes(card.id)) return
      const standing = list()
      const replaced = standing.find(({ id }) => id === replaces && id !== card.id)
      const isNew = !standing.some(({ id }) => id === card.id)
      const hasDefault = standing.some(({ isDefault }) => isDefault)
      const all = isNew ? [{ ...card, isDefault: !hasDefault }, ...standing] : standing
      cards = all.filter(({ id }) => id !== replaced?.id)
      if (replaced?.isDefault === true) makeDefault(card.id)
    },
    remove(id: string): void {
      requireCard(id)
      cards = list().filter((card) => card.id !== id)
      removed.push(id)
    },
    setDefault(id: string): void {
      if (requireCard(id).state === 'expired') throw new FakeRefusal('invalid_request')
      makeDefault(id)
    },
    /** Refuses a code that breaks the card's rule, and a card that wrong codes have closed. */
    checkCode({ id, cvc: rule }: SavedCard, code: string | undefined): void {
      if (code === undefined && rule === 'required') throw new FakeRefusal('cvc_required')
      if (code !== undefined && rule === 'never') throw new FakeRefusal('cvc_not_accepted')
      if (code !== undefined && !isCvc(code)) throw new FakeRefusal('cvc_malformed')
      if ((wrongCodes.get(id) ?? 0) >= wrongCodeLimit) {
        throw new FakeRefusal('too_many_attempts', {}, { 'retry-after': '3600' })
      }
    },
    /** Remembers what a charge says about the card's codes: a success forgives the wrong ones before it. */
    noteOutcome(id: string, outcome: string): void {
      if (outcome === 'succeeded') wrongCodes.delete(id)
      if (outcome === 'cvc_incorrect') wrongCodes.set(id, (wrongCodes.get(id) ?? 0) + 1)
    },
    /** A decline and what to do next: asking for a code that the card does not take would lead nowhere. */
    toDecline(reason: DeclineReason, cardId: string | undefined): Decline {
      const rule = cards.find(({ id }) => id === cardId)?.cvc ?? 'never'
      const isDeadEnd = reason === 'cvc_incorrect' && cardId !== undefined && rule === 'never'
      return { reason, advice: isDeadEnd ? 'use_another_card' : ADVICE_FOR[reason] }
    },
  }
}
