import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { PayBody } from '@cardfile/contract'
import type { Context } from '../context.ts'
import { ProblemError } from '../problem-error.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'
import type { Db } from '../store/db.ts'
import { payment } from '../store/schema.ts'
import { listCards, lockCards } from './cards.ts'

/** Saved cards one customer may have. An account with many more is a sign of card testing. */
export const savedCardLimit = 10

/** A slot is freed when a card is removed or an open payment ends. The time is unknown, so this asks for one try a minute. */
const retryAfterSeconds = 60

/**
 * Refuses to save another card for a customer at `savedCardLimit`. An open payment that would save a card counts as one,
 * unless it replaces a card. The lock on the customer's cards serialises presses, so that parallel ones save no more than
 * sequential ones.
 */
export async function requireCardSlot(
  context: Context,
  tx: Db,
  { customerId, body }: { readonly customerId: string; readonly body: PayBody },
): Promise<void> {
  if (context.options.rateLimits === 'off' || body.method.type !== 'new-card' || body.method.save === null) return
  await lockCards(tx, customerId)
  const isSaving = and(
    eq(payment.customerId, customerId),
    inArray(payment.state, OPEN_STATES),
    isNotNull(payment.consentAt),
    isNull(payment.consentWithdrawnAt),
  )
  // Read before the cards: a payment that succeeds between the two reads counts twice rather than not at all.
  const saving = await tx.select({ replaces: payment.replacesCardId }).from(payment).where(isSaving)
  const cards = await listCards(tx, customerId)
  const replaceable = new Set(cards.map(({ id }) => id))
  // A card can be replaced once: the second payment that names it adds a card.
  const added = saving.filter(({ replaces }) => replaces === null || !replaceable.delete(replaces)).length
  const { replaces } = body.method.save
  if (replaces !== undefined && replaceable.has(replaces)) return
  if (cards.length + added < savedCardLimit) return
  throw new ProblemError(
    'too_many_attempts',
    { detail: `The limit of ${savedCardLimit} saved cards is reached. Remove one first.` },
    retryAfterSeconds,
  )
}
