import { Problem } from '../http/problem.ts'
import { TEST_CARDS, type TestCard } from '../card/test-cards.ts'
import { toTimestamp } from '../clock/timestamp.ts'
import type { VaultCard } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'

/** A saved card as the sandbox shows it to the person who runs it. */
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

/** Looks at a saved card from outside. */
export function toCardView({
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

/** Makes a saved card one that the gateway no longer knows. */
export function revokeCard(work: Work, token: string): void {
  const card = work.card(token)
  if (card === undefined) throw new Problem(404, 'There is no such saved card.')
  work.addCard({ ...card, dead: true })
}
