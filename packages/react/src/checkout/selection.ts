import type { DeclineReason, Payment, SavedCard } from '@cardfile/contract'
import { defaultCard, isSelectable } from '../cards/default-card.ts'

/** The choice that is not a saved card. */
export const newCard = 'new-card'

/** What the customer chose, and the payment that was current then. */
export interface Choice {
  readonly selected: string
  readonly paymentId: string | null
}

// With these the card itself is of no more use; with the others it may be, in a while or with another code.
const finalReasons: readonly DeclineReason[] = ['card_expired', 'card_not_supported', 'saved_card_invalid']

/**
 * What is selected: what the customer chose while that is still there; else the card of the last payment, which a page
 * that was left and came back has forgotten; else the default card, else any, else a new one. A card that was refused for
 * good is only selected when the customer chooses it again.
 */
export function selectionOf(cards: readonly SavedCard[], choice: Choice | null, payment: Payment | null): string {
  const used = payment?.method.type === 'saved-card' ? payment.method.cardId : null
  const isRefused = payment?.status === 'declined' && finalReasons.includes(payment.decline.reason)
  const refused = isRefused && choice?.paymentId !== payment.id ? used : null
  const offered = cards.filter((card) => isSelectable(card) && card.id !== refused)
  const isOffered = (wanted: string | null) => wanted === newCard || offered.some(({ id }) => id === wanted)
  if (choice !== null && isOffered(choice.selected)) return choice.selected
  if (used !== null && isOffered(used)) return used
  return defaultCard(offered)?.id ?? newCard
}

/** The card that a new one would best take the place of: the default before others, an expired one before one that soon is. */
export function agingCard(cards: readonly SavedCard[]): SavedCard | null {
  const aging = cards.filter(({ state }) => state !== 'active')
  return aging.find(({ isDefault }) => isDefault) ?? aging.find(({ state }) => state === 'expired') ?? aging[0] ?? null
}
