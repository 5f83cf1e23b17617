import type { SavedCard } from '@cardfile/contract'

/** The choice that is not a saved card. */
export const newCard = 'new-card'

/** Whether the kit offers a card. The issuer would decide about an expired one; a customer expects it to be refused. */
export function isSelectable(card: SavedCard): boolean {
  return card.state !== 'expired'
}

/** What is selected: what the customer chose while that is still there, else the default card, else any, else a new one. */
export function selectionOf(cards: readonly SavedCard[], chosen: string | null): string {
  const offered = cards.filter(isSelectable)
  if (chosen === newCard || offered.some(({ id }) => id === chosen)) return chosen ?? newCard
  return (offered.find((card) => card.isDefault) ?? offered[0])?.id ?? newCard
}

/** The card that a new one would best take the place of: the default before others, an expired one before one that soon is. */
export function agingCard(cards: readonly SavedCard[]): SavedCard | null {
  const aging = cards.filter(({ state }) => state !== 'active')
  return aging.find(({ isDefault }) => isDefault) ?? aging.find(({ state }) => state === 'expired') ?? aging[0] ?? null
}
