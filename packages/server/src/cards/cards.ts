import { and, desc, eq, isNull, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { deliverEvents, writeEvent } from '../events/outbox.ts'
import { Refusal } from '../refusal.ts'
import type { Db } from '../store/database.ts'
import { card, type CardRow } from '../store/schema.ts'
import { readNow } from '../store/clock.ts'
import { toCardState } from './card-view.ts'
import { lockCards } from './save-card.ts'

/** The customer's cards, newest first. Ownership is part of the query, never checked after it. */
export async function listCards(db: Db, customerId: string): Promise<CardRow[]> {
  return db
    .select()
    .from(card)
    .where(and(eq(card.customerId, customerId), isNull(card.removedAt)))
    .orderBy(desc(card.createdAt), desc(card.id))
}

/** A card of this customer, locked until the transaction ends. Another's, a removed and a missing one are refused alike. */
export async function requireCard(tx: Db, customerId: string, cardId: string): Promise<CardRow> {
  if (!isUuid(cardId)) throw new Refusal('not_found')
  const mine = and(eq(card.id, cardId), eq(card.customerId, customerId), isNull(card.removedAt))
  const [row] = await tx.select().from(card).where(mine).for('update')
  if (row === undefined) throw new Refusal('not_found')
  return row
}

/** Forgets a card: the sealed token is erased, and a charge that has not been claimed by now never will be. */
export async function removeCard(context: Context, customerId: string, cardId: string): Promise<void> {
  const { database, clock } = context
  if (!isUuid(cardId)) throw new Refusal('not_found')
  await database.transaction(async (tx) => {
    await lockCards(tx, customerId)
    const mine = and(eq(card.id, cardId), eq(card.customerId, customerId), isNull(card.removedAt))
    const [removed] = await tx
      .update(card)
      .set({ removedAt: clock.now, sealed: null, isDefault: false })
      .where(mine)
      .returning({ id: card.id })
    if (removed === undefined) throw new Refusal('not_found')
    await writeEvent(context, tx, { type: 'card.removed', customerId, cardId })
  })
  context.background(deliverEvents(context))
}

/** Makes a card the one that is charged when the customer chooses none. An expired one cannot be. */
export async function setDefaultCard({ database, clock }: Context, customerId: string, cardId: string): Promise<void> {
  await database.transaction(async (tx) => {
    await lockCards(tx, customerId)
    const row = await requireCard(tx, customerId, cardId)
    if (toCardState(row, await readNow(tx, clock)) === 'expired') {
      throw new Refusal('invalid_request', { detail: 'An expired card cannot be the default. Choose another card.' })
    }
    const others = and(eq(card.customerId, customerId), ne(card.id, cardId), card.isDefault)
    await tx.update(card).set({ isDefault: false }).where(others)
    await tx.update(card).set({ isDefault: true }).where(eq(card.id, cardId))
  })
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Postgres refuses to compare a uuid with anything else; to us such an id is just one that nobody has. */
export function isUuid(id: string): boolean {
  return uuid.test(id)
}
