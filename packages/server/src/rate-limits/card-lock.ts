import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'
import { ProblemError } from '../problem-error.ts'
import { readNow } from '../store/clock.ts'
import type { Db } from '../store/database.ts'
import { card, type CardRow, payment, type PaymentRow } from '../store/schema.ts'
import { closedForMs, wrongCodeLimit } from './rate-limit.ts'
import { count, forgive, requireLeft } from './consume.ts'

/**
 * Refuses a saved card that wrong codes or declines have closed, with or without a code. Charges that are on their way
 * count as declined, and their codes as wrong, until they are answered: tries in parallel are no more than tries in a row.
 * The card's row is locked.
 */
export async function requireOpenCard(context: Context, tx: Db, row: CardRow, hasCvc: boolean): Promise<void> {
  if (context.options.rateLimits === 'off') return
  const now = await readNow(tx, context.clock)
  if (row.lockedUntil !== null && row.lockedUntil > now) {
    throw new ProblemError('too_many_attempts', {}, Math.ceil((row.lockedUntil.getTime() - now.getTime()) / 1_000))
  }
  // Before the rate limits: a charge that is answered in between is then counted twice rather than not at all.
  const onTheirWay = and(eq(payment.cardId, row.id), inArray(payment.state, [...OPEN_STATES]))
  const charges = await tx.select({ hasCvc: payment.hasCvc }).from(payment).where(onTheirWay)
  await requireLeft(context, tx, { name: 'declinesPerCard', of: row.id }, charges.length)
  await requireLeft(context, tx, { name: 'wrongCodesPerCard', of: row.id })
  if (!hasCvc) return
  const guesses = charges.filter((charge) => charge.hasCvc).length
  if (row.wrongCvcs + guesses >= wrongCodeLimit) throw new ProblemError('too_many_attempts', {}, 1)
  await requireLeft(context, tx, { name: 'wrongCodesPerCard', of: row.id }, guesses)
}

/** Remembers what a charge says about the card's codes: the third wrong one in a row closes it for an hour. */
export async function noteOutcome(
  context: Context,
  tx: Db,
  { cardId, state, declineReason }: PaymentRow,
): Promise<void> {
  if (cardId === null) return
  const { clock } = context
  if (state === 'succeeded') {
    await tx.update(card).set({ wrongCvcs: 0 }).where(eq(card.id, cardId))
  } else if (state === 'declined') {
    await count(context, tx, { name: 'declinesPerCard', of: cardId })
    if (declineReason !== 'cvc_incorrect') return
    await count(context, tx, { name: 'wrongCodesPerCard', of: cardId })
    const closes = sql`${card.wrongCvcs} + 1 >= ${wrongCodeLimit}`
    await tx
      .update(card)
      .set({
        wrongCvcs: sql`case when ${closes} then 0 else ${card.wrongCvcs} + 1 end`,
        lockedUntil: sql`case when ${closes} then ${clock.in(clock.scaled(closedForMs))} else ${card.lockedUntil} end`,
      })
      .where(eq(card.id, cardId))
  }
}

/** Lets a card be charged again that codes or declines have closed: its holder has just paid with it at the gateway. */
export async function reopenCard(tx: Db, cardId: string): Promise<void> {
  await tx.update(card).set({ wrongCvcs: 0, lockedUntil: null }).where(eq(card.id, cardId))
  await forgive(tx, { name: 'wrongCodesPerCard', of: cardId })
  await forgive(tx, { name: 'declinesPerCard', of: cardId })
}
