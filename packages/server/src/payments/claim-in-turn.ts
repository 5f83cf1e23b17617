import { and, desc, eq, exists, inArray, isNull, notExists, or } from 'drizzle-orm'
import { isUuid } from '../cards/cards.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import { card, checkout, payment } from '../store/schema.ts'
import type { Press } from './claim-payment.ts'
import { viewPayment } from './find-payment.ts'
import { OPEN_STATES } from './payment-state.ts'

/** The claim under way in this process, by checkout. */
const claims = new WeakMap<Database, Map<string, Promise<unknown>>>()

/**
 * Claims a checkout after the claim of it that this process has under way, if there is one: who comes behind it mostly finds
 * the checkout taken, with one read. Without this, presses in fifty tabs wait for the checkout's lock on every connection
 * of the pool, and other customers wait for a connection. The lock still decides.
 */
export async function claimInTurn<T>(context: Context, press: Press, claim: () => Promise<T>): Promise<T> {
  const underWay = claims.get(context.database) ?? new Map<string, Promise<unknown>>()
  claims.set(context.database, underWay)
  const { checkoutId } = press.body
  const earlier = underWay.get(checkoutId)
  if (earlier !== undefined) {
    await earlier
    await requireFree(context, press)
  }
  const mine = claim()
  const settled = Promise.allSettled([mine])
  underWay.set(checkoutId, settled)
  void settled.then(() => underWay.get(checkoutId) === settled && underWay.delete(checkoutId))
  return mine
}

/** Refuses what the claim would refuse for the same reason; anything less common is left to the claim. */
async function requireFree(context: Context, { customerId, idempotencyKey, body }: Press): Promise<void> {
  const { db } = context.database
  const { method } = body
  if (method.type === 'saved-card' && !isUuid(method.cardId)) return
  const isOpen = inArray(payment.state, [...OPEN_STATES])
  const sameKey = and(eq(payment.customerId, customerId), eq(payment.idempotencyKey, idempotencyKey))
  const [taken] = await db
    .select()
    .from(checkout)
    .innerJoin(payment, eq(payment.checkoutId, checkout.id))
    .where(
      and(
        eq(checkout.id, body.checkoutId),
        eq(checkout.customerId, customerId),
        or(eq(payment.id, checkout.paidPaymentId), isOpen),
        notExists(db.select({ id: payment.id }).from(payment).where(sameKey)),
        method.type === 'saved-card' ? exists(ownCard(method.cardId)) : undefined,
      ),
    )
    .orderBy(desc(eq(payment.id, checkout.paidPaymentId)))
    .limit(1)
  if (taken === undefined) return
  const code = taken.cardfile_checkout.paidPaymentId === null ? 'payment_in_progress' : 'already_paid'
  throw new Refusal(code, { payment: await viewPayment(context, taken.cardfile_payment) })

  function ownCard(cardId: string) {
    const mine = and(eq(card.id, cardId), eq(card.customerId, customerId), isNull(card.removedAt))
    return db.select({ id: card.id }).from(card).where(mine)
  }
}
