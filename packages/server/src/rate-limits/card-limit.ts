import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { PayBody } from '@cardfile/contract'
import { listCards, lockCards } from '../cards/cards.ts'
import type { Context } from '../context.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'
import { ProblemError } from '../problem-error.ts'
import type { Db } from '../store/database.ts'
import { payment } from '../store/schema.ts'
import { savedCardLimit } from './rate-limit.ts'

/** Only removing a card helps, or waiting for a payment to end; this is how soon it makes sense to ask again. */
const retryAfterSeconds = 60

/**
 * Refuses to save another card for a customer who has as many as anybody may have: a customer with very many is not
 * collecting them for themselves. Open payments that would save one count as cards, unless it takes the place of another, and
 * one press is asked at a time, so that presses in parallel save no more than presses in a row.
 */
export async function requireRoom(
  context: Context,
  tx: Db,
  { customerId, body }: { readonly customerId: string; readonly body: PayBody },
): Promise<void> {
  if (context.options.rateLimits === 'off' || body.method.type !== 'new-card' || body.method.save === null) return
  await lockCards(tx, customerId)
  const saving = and(
    eq(payment.customerId, customerId),
    inArray(payment.state, [...OPEN_STATES]),
    isNotNull(payment.consentAt),
    isNull(payment.consentWithdrawnAt),
  )
  // Before the cards: a payment that succeeds in between is then counted twice rather than not at all.
  const coming = await tx.select({ replaces: payment.replacesCardId }).from(payment).where(saving)
  const standing = await listCards(tx, customerId)
  const replaceable = new Set(standing.map(({ id }) => id))
  // Each card gives its place to one other: the second that would replace it is one more.
  const added = coming.filter(({ replaces }) => replaces === null || !replaceable.delete(replaces)).length
  const { replaces } = body.method.save
  if (replaces !== undefined && replaceable.has(replaces)) return
  if (standing.length + added < savedCardLimit) return
  throw new ProblemError(
    'too_many_attempts',
    { detail: 'No more cards can be saved. Remove one first.' },
    retryAfterSeconds,
  )
}
