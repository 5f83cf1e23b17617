import type { SavedCard } from '@cardfile/contract'

/** Whether a customer can select a card. The issuer decides on expired cards, but customers expect a decline. */
export function isSelectable(card: SavedCard): boolean {
  return card.state !== 'expired'
}

/** The card to preselect: the default one, or else the first that can be selected. */
export function defaultCard(cards: readonly SavedCard[]): SavedCard | undefined {
  const selectable = cards.filter(isSelectable)
  return selectable.find(({ isDefault }) => isDefault) ?? selectable[0]
}
