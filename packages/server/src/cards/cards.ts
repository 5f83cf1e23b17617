import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { deliverEvents, writeEvent } from '../events/outbox.ts'
import { ProblemError } from '../problem-error.ts'
import type { Db } from '../store/db.ts'
import { card, type CardRow } from '../store/schema.ts'
import { readNow } from '../store/clock.ts'
import { toCardState, toDefaultId } from './card-view.ts'

/** The customer's cards, newest first. Ownership is part of the query, never checked afterwards. */
export async function listCards(db: Db, customerId: string): Promise<CardRow[]> {
  return db
    .select()
    .from(card)
    .where(and(eq(card.customerId, customerId), isNull(card.removedAt)))
    .orderBy(desc(card.createdAt), desc(card.id))
}

/** A card of this customer, locked until the transaction ends. Throws `not_found` for a foreign, removed or missing one alike. */
export async function requireCard(tx: Db, customerId: string, cardId: string): Promise<CardRow> {
  if (!isUuid(cardId)) throw new ProblemError('not_found')
  const mine = and(eq(card.id, cardId), eq(card.customerId, customerId), isNull(card.removedAt))
  const [row] = await tx.select().from(card).where(mine).for('update')
  if (row === undefined) throw new ProblemError('not_found')
  return row
}

/** Removes a card: erases its sealed token, and no later claim can charge it. Throws `not_found`. */
export async function removeCard(context: Context, customerId: string, cardId: string): Promise<void> {
  if (!isUuid(cardId)) throw new ProblemError('not_found')
  await context.database.transaction(async (tx) => {
    await lockCards(tx, customerId)
    if ((await forgetCards(context, tx, customerId, cardId)) === 0) throw new ProblemError('not_found')
    await settleDefault(tx, customerId, await readNow(tx, context.clock), undefined)
  })
  context.background(deliverEvents(context))
}

/** Makes a card the customer's default. Throws `invalid_request` for an expired card. */
export async function setDefaultCard({ database, clock }: Context, customerId: string, cardId: string): Promise<void> {
  await database.transaction(async (tx) => {
    await lockCards(tx, customerId)
    const row = await requireCard(tx, customerId, cardId)
    const now = await readNow(tx, clock)
    if (toCardState(row, now) === 'expired') {
      throw new ProblemError('invalid_request', {
        detail: 'An expired card cannot be the default. Choose another card.',
      })
    }
    await settleDefault(tx, customerId, now, cardId)
  })
}

/** Serialises changes to a customer's cards: the default depends on all of them. */
export async function lockCards(tx: Db, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`cardfile cards ${customerId}`}, 0))`)
}

/**
 * Erases the tokens of one card or all cards of a customer. The rows stay as a record of the consent and its withdrawal.
 * The caller holds `lockCards`. Returns the number of removed cards.
 */
export async function forgetCards(context: Context, tx: Db, customerId: string, cardId?: string): Promise<number> {
  const which = cardId === undefined ? undefined : eq(card.id, cardId)
  const removed = await tx
    .update(card)
    .set({ removedAt: context.clock.now, sealed: null, isDefault: false })
    .where(and(eq(card.customerId, customerId), isNull(card.removedAt), which))
    .returning({ id: card.id })
  for (const { id } of removed) await writeEvent(context, tx, { type: 'card.removed', customerId, cardId: id })
  return removed.length
}

/** Stores the default card: the preferred one, else the current one, else the newest. Never an expired one. */
export async function settleDefault(
  tx: Db,
  customerId: string,
  now: Date,
  preferredId: string | undefined,
): Promise<void> {
  const usable = (await listCards(tx, customerId)).filter((row) => toCardState(row, now) !== 'expired')
  const chosen = usable.find(({ id }) => id === preferredId)?.id ?? toDefaultId(usable, now)
  const others = and(eq(card.customerId, customerId), card.isDefault)
  await tx
    .update(card)
    .set({ isDefault: false })
    .where(chosen === undefined ? others : and(others, ne(card.id, chosen)))
  if (chosen !== undefined) await tx.update(card).set({ isDefault: true }).where(eq(card.id, chosen))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether an id can exist. Postgres throws when a uuid column is compared with any other text. */
export function isUuid(id: string): boolean {
  return uuid.test(id)
}
