import { and, desc, eq, exists, inArray, isNull, or } from 'drizzle-orm'
import { isUuid } from '../cards/cards.ts'
import type { Context } from '../context.ts'
import { ProblemError } from '../problem-error.ts'
import type { Database } from '../store/database.ts'
import { card, checkout, payment, type PaymentRow } from '../store/schema.ts'
import { createAskTogether } from '../payments/coalesce-reads.ts'
import type { Press } from './press.ts'
import { findPaymentByKey, viewPayment } from '../payments/find-payment.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'

/** The claim under way in this process, by checkout. */
const claims = new WeakMap<Database, Map<string, Promise<unknown>>>()

/**
 * Claims a checkout after the claim of it that this process has under way, if there is one: who comes behind it mostly finds
 * the checkout taken, with a read that all of them share. Without this, presses in fifty tabs wait for the checkout's lock
 * on every connection of the pool, and other customers wait for a connection. The lock still decides.
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

/** What has taken a checkout: the payment that paid it, else an open one. */
interface Taken {
  readonly code: 'already_paid' | 'payment_in_progress'
  readonly row: PaymentRow
}

const askTaken = createAskTogether<Taken | undefined>()

/** Refuses what the claim would refuse for the same reason; anything less common is left to the claim. */
async function requireFree(context: Context, { customerId, idempotencyKey, body }: Press): Promise<void> {
  const { checkoutId, method } = body
  const cardId = method.type === 'saved-card' ? method.cardId : undefined
  if (cardId !== undefined && !isUuid(cardId)) return
  const topic = JSON.stringify([customerId, checkoutId, cardId])
  const taken = await askTaken(context.database, topic, '', () => findTaken(context, customerId, checkoutId, cardId))
  if (taken === undefined) return
  // After it: a payment of the same key that was there then is still there.
  if ((await findPaymentByKey(context, customerId, idempotencyKey)) !== undefined) return
  throw new ProblemError(taken.code, { payment: await viewPayment(context, taken.row) })
}

/** Only with a card of the customer's own, if any: another's is refused before the checkout is looked at. */
async function findTaken(
  { database: { db } }: Context,
  customerId: string,
  checkoutId: string,
  cardId: string | undefined,
): Promise<Taken | undefined> {
  const [taken] = await db
    .select()
    .from(checkout)
    .innerJoin(payment, eq(payment.checkoutId, checkout.id))
    .where(
      and(
        eq(checkout.id, checkoutId),
        eq(checkout.customerId, customerId),
        or(eq(payment.id, checkout.paidPaymentId), inArray(payment.state, OPEN_STATES)),
        cardId === undefined ? undefined : exists(ownCard(cardId)),
      ),
    )
    .orderBy(desc(eq(payment.id, checkout.paidPaymentId)))
    .limit(1)
  if (taken === undefined) return undefined
  const code = taken.cardfile_checkout.paidPaymentId === null ? 'payment_in_progress' : 'already_paid'
  return { code, row: taken.cardfile_payment }

  function ownCard(id: string) {
    const mine = and(eq(card.id, id), eq(card.customerId, customerId), isNull(card.removedAt))
    return db.select({ id: card.id }).from(card).where(mine)
  }
}
