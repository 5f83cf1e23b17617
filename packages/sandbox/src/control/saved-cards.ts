import { TEST_CARDS, type TestCard } from '../card/test-cards.ts'
import { toTimestamp } from '../clock/timestamp.ts'
import { Problem } from '../http/problem.ts'
import type { VaultCard } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'

/** A saved card as the control API and the dashboard show it. */
export interface SavedCardView {
  readonly token: string
  readonly kind: VaultCard['kind']
  readonly brand: TestCard['brand']
  readonly lastFour: string
  /** `MMYYYY`. */
  readonly expiry: string
  readonly firstTransactionId: string | null
  readonly isValid: boolean
  readonly created: string
}

/** Builds the view of a saved card. */
export function toSavedCardView({
  token,
  kind,
  cardId,
  expiry,
  firstTransactionId,
  dead,
  created,
}: VaultCard): SavedCardView {
  const { brand, number } = TEST_CARDS[cardId]
  return {
    token,
    kind,
    brand,
    lastFour: number.slice(-4),
    expiry,
    firstTransactionId,
    isValid: !dead,
    created: toTimestamp(created),
  }
}

/** Revokes a saved card: later payments with it are declined. Throws a 404 when the token is unknown. */
export function revokeCard(work: UnitOfWork, token: string): void {
  const card = work.card(token)
  if (card === undefined) throw new Problem(404, 'The saved card does not exist.')
  work.addCard({ ...card, dead: true })
}
