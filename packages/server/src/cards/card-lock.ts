import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ProblemError } from '../problem-error.ts'
import { recordUse, requireRemaining, resetRateLimit } from '../rate-limits/consume.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'
import { readNow } from '../store/clock.ts'
import type { Db } from '../store/db.ts'
import { card, type CardRow, payment, type PaymentRow } from '../store/schema.ts'

/** Wrong CVCs in a row that lock a saved card, and for how long: 3 guesses an hour out of 1,000 CVCs lead nowhere. */
export const wrongCvcLimit = 3
const lockMs = 60 * 60_000

/**
 * Refuses to charge a saved card that wrong CVCs or declines have locked, with or without a CVC. Pending charges count as
 * declined, and their CVCs as wrong, so that parallel tries are no more than sequential ones. The caller holds the lock on
 * the card's row.
 */
export async function requireUnlockedCard(context: Context, tx: Db, row: CardRow, hasCvc: boolean): Promise<void> {
  if (context.options.rateLimits === 'off') return
  const now = await readNow(tx, context.clock)
  if (row.lockedUntil !== null && row.lockedUntil > now) {
    throw new ProblemError('too_many_attempts', {}, Math.ceil((row.lockedUntil.getTime() - now.getTime()) / 1_000))
  }
  // Read before the rate limits: a charge that ends between the two reads counts twice rather than not at all.
  const isPending = and(eq(payment.cardId, row.id), inArray(payment.state, OPEN_STATES))
  const pending = await tx.select({ hasCvc: payment.hasCvc }).from(payment).where(isPending)
  await requireRemaining(context, tx, { name: 'declinesPerCard', subject: row.id }, pending.length)
  await requireRemaining(context, tx, { name: 'wrongCvcsPerCard', subject: row.id })
  if (!hasCvc) return
  const guesses = pending.filter((charge) => charge.hasCvc).length
  if (row.wrongCvcs + guesses >= wrongCvcLimit) throw new ProblemError('too_many_attempts', {}, 1)
  await requireRemaining(context, tx, { name: 'wrongCvcsPerCard', subject: row.id }, guesses)
}

/** Counts the outcome of a charge against its card: the third wrong CVC in a row locks it for an hour. */
export async function recordCardOutcome(
  context: Context,
  tx: Db,
  { cardId, state, declineReason }: PaymentRow,
): Promise<void> {
  if (cardId === null) return
  const { clock } = context
  if (state === 'succeeded') {
    await tx.update(card).set({ wrongCvcs: 0 }).where(eq(card.id, cardId))
  } else if (state === 'declined') {
    await recordUse(context, tx, { name: 'declinesPerCard', subject: cardId })
    if (declineReason !== 'cvc_incorrect') return
    await recordUse(context, tx, { name: 'wrongCvcsPerCard', subject: cardId })
    const locks = sql`${card.wrongCvcs} + 1 >= ${wrongCvcLimit}`
    await tx
      .update(card)
      .set({
        wrongCvcs: sql`case when ${locks} then 0 else ${card.wrongCvcs} + 1 end`,
        lockedUntil: sql`case when ${locks} then ${clock.in(clock.scaled(lockMs))} else ${card.lockedUntil} end`,
      })
      .where(eq(card.id, cardId))
  }
}

/** Unlocks a card and resets its rate limits: its holder has just paid with it on the hosted payment page. */
export async function unlockCard(tx: Db, cardId: string): Promise<void> {
  await tx.update(card).set({ wrongCvcs: 0, lockedUntil: null }).where(eq(card.id, cardId))
  await resetRateLimit(tx, { name: 'wrongCvcsPerCard', subject: cardId })
  await resetRateLimit(tx, { name: 'declinesPerCard', subject: cardId })
}
