import type { DeclineReason, Payment, SavedCard } from '@cardfile/contract'
import { defaultCard, isSelectable } from '../cards/default-card.ts'

/** The choice that is not a saved card. */
export const newCard = 'new-card'

/** The customer's choice, and the payment that was current when it was made. */
export interface Choice {
  readonly selected: string
  readonly paymentId: string | null
}

// After these the card cannot be used again. After the others it may work later, or with another CVC.
const finalReasons: readonly DeclineReason[] = ['card_expired', 'card_not_supported', 'saved_card_invalid']

/**
 * The selected card id, or `new-card`: the customer's choice while it is still offered, else the card of the last payment
 * (a reload forgets the choice), else the default card, else any, else a new one. A card with a final decline is selected
 * only when the customer chooses it again.
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

/** The card that a new one should replace: the default before others, an expired card before an expiring one. */
export function agingCard(cards: readonly SavedCard[]): SavedCard | null {
  const aging = cards.filter(({ state }) => state !== 'active')
  return aging.find(({ isDefault }) => isDefault) ?? aging.find(({ state }) => state === 'expired') ?? aging[0] ?? null
}
