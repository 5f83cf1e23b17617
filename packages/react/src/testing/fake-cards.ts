import { ADVICE_FOR, isCvc, type Decline, type DeclineReason, type SavedCard } from '@cardfile/contract'
import { FakeProblemError } from './fake-problem.ts'

/** Wrong CVCs that lock a card. */
const wrongCvcLimit = 3

/** A customer's consent to save a card, and how many cards had been removed by then. */
export interface Agreement {
  readonly replaces: string | undefined
  readonly removals: number
}

/** The saved cards of the fake shop's one customer. */
export function createFakeCards(start: readonly SavedCard[]) {
  let cards = [...start]
  const wrongCvcs = new Map<string, number>()
  /** Ids of removed cards, in order of removal. */
  const removed: string[] = []

  const requireCard = (id: string): SavedCard => {
    const card = cards.find((one) => one.id === id)
    if (card === undefined) throw new FakeProblemError('not_found')
    return card
  }

  /** All cards, with one default among those that have not expired. */
  const list = (): SavedCard[] => {
    const usable = cards.filter(({ state }) => state !== 'expired')
    const preferred = usable.find(({ isDefault }) => isDefault) ?? usable[0]
    return cards.map((card) => ({ ...card, isDefault: card === preferred }))
  }

  const makeDefault = (id: string) => {
    cards = cards.map((card) => ({ ...card, isDefault: card.id === id }))
  }

  return {
    /** The card with this id. Throws `not_found`. */
    requireCard,
    list,
    /** Records consent to save a card, maybe to replace another. A later removal of the card revokes it. */
    agree: (replaces: string | undefined): Agreement => ({ replaces, removals: removed.length }),
    /** Saves a card, unless it is saved already or was removed after the consent. The newest is listed first. */
    keep(card: SavedCard, { replaces, removals }: Agreement): void {
      if (removed.slice(removals).includes(card.id)) return
      const listed = list()
      const replaced = listed.find(({ id }) => id === replaces && id !== card.id)
      const isNew = !listed.some(({ id }) => id === card.id)
      const hasDefault = listed.some(({ isDefault }) => isDefault)
      const all = isNew ? [{ ...card, isDefault: !hasDefault }, ...listed] : listed
      cards = all.filter(({ id }) => id !== replaced?.id)
      if (replaced?.isDefault === true) makeDefault(card.id)
    },
    remove(id: string): void {
      requireCard(id)
      cards = list().filter((card) => card.id !== id)
      removed.push(id)
    },
    setDefault(id: string): void {
      if (requireCard(id).state === 'expired') throw new FakeProblemError('invalid_request')
      makeDefault(id)
    },
    /** Throws when a CVC breaks the card's rule, and when wrong CVCs have locked the card. */
    checkCvc({ id, cvc: rule }: SavedCard, cvc: string | undefined): void {
      if (cvc === undefined && rule === 'required') throw new FakeProblemError('cvc_required')
      if (cvc !== undefined && rule === 'never') throw new FakeProblemError('cvc_not_accepted')
      if (cvc !== undefined && !isCvc(cvc)) throw new FakeProblemError('cvc_malformed')
      if ((wrongCvcs.get(id) ?? 0) >= wrongCvcLimit) {
        throw new FakeProblemError('too_many_attempts', {}, { 'retry-after': '3600' })
      }
    },
    /** Counts wrong CVCs of a card; a success resets the count. */
    countCvc(id: string, outcome: string): void {
      if (outcome === 'succeeded') wrongCvcs.delete(id)
      if (outcome === 'cvc_incorrect') wrongCvcs.set(id, (wrongCvcs.get(id) ?? 0) + 1)
    },
    /** A decline with its advice. Never advises a CVC for a card that takes none. */
    toDecline(reason: DeclineReason, cardId: string | undefined): Decline {
      const rule = cards.find(({ id }) => id === cardId)?.cvc ?? 'never'
      const isDeadEnd = reason === 'cvc_incorrect' && cardId !== undefined && rule === 'never'
      return { reason, advice: isDeadEnd ? 'use_another_card' : ADVICE_FOR[reason] }
    },
  }
}
