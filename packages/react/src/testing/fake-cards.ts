import { ADVICE_FOR, isCvc, type Decline, type DeclineReason, type SavedCard } from '@cardfile/contract'
import { FakeRefusal } from './fake-problem.ts'

/** Wrong codes that close a card. */
const wrongCodeLimit = 3

/** The saved cards of the fake shop's one customer. */
export function createFakeCards(start: readonly SavedCard[]) {
  let cards = [...start]
  const wrongCodes = new Map<string, number>()

  const requireCard = (id: string): SavedCard => {
    const card = cards.find((one) => one.id === id)
    if (card === undefined) throw new FakeRefusal('not_found')
    return card
  }

  return {
    /** A card of the customer, as the customer sees it. */
    requireCard,
    /** All of them, with one default among those that have not expired. */
    list(): SavedCard[] {
      const usable = cards.filter(({ state }) => state !== 'expired')
      const preferred = usable.find(({ isDefault }) => isDefault) ?? usable[0]
      return cards.map((card) => ({ ...card, isDefault: card === preferred }))
    },
    /** Saves a card, unless it is saved already. The newest is listed first; the default stays where it is. */
    keep(card: SavedCard): void {
      if (cards.some(({ id }) => id === card.id)) return
      cards = [{ ...card, isDefault: !cards.some(({ isDefault }) => isDefault) }, ...cards]
    },
    remove(id: string): void {
      requireCard(id)
      cards = cards.filter((card) => card.id !== id)
    },
    setDefault(id: string): void {
      if (requireCard(id).state === 'expired') throw new FakeRefusal('invalid_request')
      cards = cards.map((card) => ({ ...card, isDefault: card.id === id }))
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
