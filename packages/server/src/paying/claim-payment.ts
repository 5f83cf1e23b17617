import { and, eq, inArray, or, type SQL } from 'drizzle-orm'
import { requireCardSlot } from '../cards/card-limit.ts'
import { requireUnlockedCard } from '../cards/card-lock.ts'
import { lockCards, requireCard } from '../cards/cards.ts'
import { holdCustomer } from '../cards/erase-customer.ts'
import { openToken } from '../cards/stored-token.ts'
import type { Context } from '../context.ts'
import { viewPayment } from '../payments/find-payment.ts'
import { hasGatewayAccess } from '../payments/gateway-access.ts'
import { ProblemError } from '../problem-error.ts'
import { consume } from '../rate-limits/consume.ts'
import { createSecret, type Secret } from '../secrets/secret.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'
import type { Db } from '../store/db.ts'
import { type CardRow, checkout, payment, type PaymentRow } from '../store/schema.ts'
import { queueClaim } from './claim-queue.ts'
import { type Press, toCvc, toRateLimitKeys } from './press.ts'
import { toPaymentRow } from './to-payment-row.ts'
import { validatePress } from './validate-press.ts'

/** A payment that is committed and not sent, and the token to charge if it is a saved card. */
export interface Claim {
  readonly row: PaymentRow
  readonly vaultToken: Secret | undefined
}

/**
 * Claims the checkout for a press: one short transaction that inserts its payment. Returns undefined when a request with
 * the same key came first. Throws a problem when the checkout is paid, in review or being paid.
 */
export async function claimPayment(context: Context, press: Press): Promise<Claim | undefined> {
  return queueClaim(context, press, async () => {
    const id = crypto.randomUUID()
    try {
      return await commitClaim(context, press, id)
    } catch (error) {
      if (error instanceof ProblemError) throw error
      // The answer to COMMIT may have been lost. Send only what was committed: read the row, never guess. In the queue, so
      // that a waiting press is answered with this payment too.
      const [row] = await context.database.db.select().from(payment).where(eq(payment.id, id))
      if (row === undefined) throw error
      const card = row.cardId === null ? undefined : await requireCard(context.database.db, row.customerId, row.cardId)
      return toClaim(context, row, card)
    }
  })
}

async function commitClaim(context: Context, press: Press, id: string): Promise<Claim | undefined> {
  const canBeSent = await hasGatewayAccess(context)
  return context.database.transaction((tx) => claim(context, tx, press, { id, canBeSent }))
}

/** Locks in this order, like every transaction: the checkout, then the customer's cards, then one card. */
async function claim(
  context: Context,
  tx: Db,
  press: Press,
  { id, canBeSent }: { readonly id: string; readonly canBeSent: boolean },
): Promise<Claim | undefined> {
  const { customerId, body, idempotencyKey } = press
  const lock = await lockCheckout(tx, body.checkoutId, customerId)
  const sameKey = and(eq(payment.customerId, customerId), eq(payment.idempotencyKey, idempotencyKey))
  if ((await tx.select({ id: payment.id }).from(payment).where(sameKey)).length > 0) return undefined

  const card = body.method.type === 'saved-card' ? await requireCard(tx, customerId, body.method.cardId) : undefined
  const save = body.method.type === 'new-card' ? body.method.save : null
  if (save !== null) await holdCustomer(tx, customerId)
  if (save?.replaces !== undefined) {
    await lockCards(tx, customerId)
    await requireCard(tx, customerId, save.replaces)
  }
  if (lock.paidPaymentId !== null) await requireNone(context, tx, 'already_paid', eq(payment.id, lock.paidPaymentId))
  const isOpen = inArray(payment.state, OPEN_STATES)
  const isBlocking = lock.reviewAt === null ? isOpen : or(isOpen, eq(payment.state, 'review'))
  await requireNone(context, tx, 'payment_in_progress', and(eq(payment.checkoutId, lock.id), isBlocking))
  await validatePress(context, tx, press, card)
  if (card !== undefined) await requireUnlockedCard(context, tx, card, toCvc(body) !== undefined)
  await requireCardSlot(context, tx, press)

  const values = toPaymentRow(context, press, card, id)
  const [row] = await tx.insert(payment).values(values).onConflictDoNothing().returning()
  // A concurrent press used the same key on another checkout: its row decides, once it is committed.
  if (row === undefined) return undefined
  await consume(context, tx, toRateLimitKeys(press))
  // Last, so that every other problem of the press is reported first.
  if (!canBeSent) throw new ProblemError('unavailable')
  return toClaim(context, row, card)
}

async function toClaim(context: Context, row: PaymentRow, card: CardRow | undefined): Promise<Claim> {
  return { row, vaultToken: card && createSecret((await openToken(context, card)).vaultToken) }
}

async function lockCheckout(tx: Db, id: string, customerId: string): Promise<typeof checkout.$inferSelect> {
  await tx.insert(checkout).values({ id, customerId }).onConflictDoNothing()
  const [row] = await tx.select().from(checkout).where(eq(checkout.id, id)).for('update')
  // A checkout that the shop showed to two customers belongs to the first that pressed.
  if (row === undefined || row.customerId !== customerId) throw new ProblemError('not_found')
  return row
}

async function requireNone(
  context: Context,
  tx: Db,
  code: 'already_paid' | 'payment_in_progress',
  which: SQL | undefined,
): Promise<void> {
  const [row] = await tx.select().from(payment).where(which).limit(1)
  if (row !== undefined) throw new ProblemError(code, { payment: await viewPayment(context, row, tx) })
}
