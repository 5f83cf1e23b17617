import { and, eq, isNotNull, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { card } from '../store/schema.ts'
import { openToken, sealToken } from './stored-token.ts'

const batchSize = 100

/** Seals every card with the current secret that an earlier one sealed, a batch at a time, while the shop goes on. */
export async function rotateCards(context: Context): Promise<number> {
  const { db } = context.database
  const isOld = and(isNotNull(card.sealed), ne(card.keyId, context.keys.current.id))
  let rotated = 0
  for (;;) {
    const batch = await db.select().from(card).where(isOld).limit(batchSize)
    if (batch.length === 0) return rotated
    for (const row of batch) {
      const anew = await sealToken(context, row, await openToken(context, row))
      // Removed meanwhile, or sealed anew by another instance: then it is not the same text any more.
      const isUnchanged = and(eq(card.id, row.id), eq(card.sealed, row.sealed ?? ''))
      rotated += (await db.update(card).set(anew).where(isUnchanged).returning({ id: card.id })).length
    }
  }
}
