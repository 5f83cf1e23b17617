import type { SavedCard } from '@cardfile/contract'

/** Whether the kit offers a card. The issuer would decide about an expired one; a customer expects it to be refused. */
export function isSelectable(card: SavedCard): boolean {
  return card.state !== 'expired'
}

/** The card to offer first: the default, or else any. */
export function defaultCard(cards: readonly SavedCard[]): SavedCard | undefined {
  const offered = cards.filter(isSelectable)
  return offered.find(({ isDefault }) => isDefault) ?? offered[0]
}
