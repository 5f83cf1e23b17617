import { and, eq, isNotNull, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { card } from '../store/schema.ts'
import { openToken, sealToken } from './stored-token.ts'

const batchSize = 100

/** Re-seals every card of a previous secret with the current one, in batches, without downtime. Returns how many. */
export async function rotateCards(context: Context): Promise<number> {
  const { db } = context.database
  const isOld = and(isNotNull(card.sealed), ne(card.keyId, context.keys.current.id))
  let rotated = 0
  for (;;) {
    const batch = await db.select().from(card).where(isOld).limit(batchSize)
    if (batch.length === 0) return rotated
    for (const row of batch) {
      const resealed = await sealToken(context, row, await openToken(context, row))
      // Skips a card that was removed or re-sealed by another instance meanwhile.
      const isUnchanged = and(eq(card.id, row.id), eq(card.sealed, row.sealed ?? ''))
      rotated += (await db.update(card).set(resealed).where(isUnchanged).returning({ id: card.id })).length
    }
  }
}
