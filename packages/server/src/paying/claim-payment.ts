import { and, eq, inArray, or } from 'drizzle-orm'
import type { PgInsertValue } from 'drizzle-orm/pg-core'
import type { PayBody } from '@cardfile/contract'
import { requireCardSlot } from '../cards/card-limit.ts'
import { requireUnlockedCard } from '../cards/card-lock.ts'
import { consume, type RateLimitKey } from '../rate-limits/consume.ts'
import { lockCards, requireCard } from '../cards/cards.ts'
import { holdCustomer } from '../cards/erase-customer.ts'
import { openToken } from '../cards/stored-token.ts'
import type { Context } from '../context.ts'
import { hasGatewayAccess } from '../payments/gateway-access.ts'
import { ProblemError } from '../problem-error.ts'
import { createSecret, type Secret } from '../secrets/secret.ts'
import type { Db } from '../store/db.ts'
import { type CardRow, checkout, payment, type PaymentRow } from '../store/schema.ts'
import type { ShopCheckout } from '../options.ts'
import { claimInTurn } from './claim-queue.ts'
import { viewPayment } from '../payments/find-payment.ts'
import { OPEN_STATES } from '../state-machine/payment-state.ts'
import { sendLeaseMs } from '../polling/schedule.ts'

/** One press of a button, checked as far as it can be without the database's locks. */
export interface Press {
  readonly customerId: string
  readonly checkout: ShopCheckout
  readonly body: PayBody
  readonly idempotencyKey: string
  readonly intentMac: string
  readonly address: string | undefined
  /** Refuses the price, the consent or the code; called once it is clear that the checkout can be paid at all. */
  readonly requireValid: (tx: Db, card: CardRow | undefined) => Promise<void>
}

/** A payment that exists and has not been sent; with the token to charge when it is a saved card. */
export interface Claim {
  readonly row: PaymentRow
  readonly vaultToken: Secret | undefined
}

/**
 * Claims the checkout for this press: one short transaction that ends with a payment nobody else can have made. Answers
 * undefined when a request with the same key came first. Refuses when the checkout is paid, held or being paid.
 */
export async function claimPayment(context: Context, press: Press): Promise<Claim | undefined> {
  const id = crypto.randomUUID()
  try {
    return await claimInTurn(context, press, async () => {
      const canBeSent = await hasGatewayAccess(context)
      return context.database.transaction((tx) => claim(context, tx, press, { id, canBeSent }))
    })
  } catch (error) {
    if (error instanceof ProblemError) throw error
    // The answer to COMMIT may be what was lost. Never send on a guess: the row is there, or nothing happened.
    const [row] = await context.database.db.select().from(payment).where(eq(payment.id, id))
    if (row === undefined) throw error
    const card = row.cardId === null ? undefined : await requireCard(context.database.db, row.customerId, row.cardId)
    return { row, vaultToken: card && createSecret((await openToken(context, card)).vaultToken) }
  }
}

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
    // In the order of everybody who changes cards: all of them, then one.
    await lockCards(tx, customerId)
    await requireCard(tx, customerId, save.replaces)
  }
  if (lock.paidPaymentId !== null) await refuseWith(context, tx, 'already_paid', eq(payment.id, lock.paidPaymentId))
  const isOpen = inArray(payment.state, OPEN_STATES)
  const isBlocking = lock.reviewAt === null ? isOpen : or(isOpen, eq(payment.state, 'review'))
  await refuseWith(context, tx, 'payment_in_progress', and(eq(payment.checkoutId, lock.id), isBlocking))
  await press.requireValid(tx, card)
  if (card !== undefined) await requireUnlockedCard(context, tx, card, hasCvc(body))
  await requireCardSlot(context, tx, press)

  const [row] = await tx
    .insert(payment)
    .values(toRow(context, press, card, id))
    .onConflictDoNothing()
    .returning()
  // The same key on another checkout, at the same time: its row decides, once it is committed.
  if (row === undefined) return undefined
  await consume(context, tx, toRateLimitKeys(press))
  // Everything else there is to say about the press is said first.
  if (!canBeSent) throw new ProblemError('unavailable')
  return { row, vaultToken: card && createSecret((await openToken(context, card)).vaultToken) }
}

async function lockCheckout(tx: Db, id: string, customerId: string): Promise<typeof checkout.$inferSelect> {
  await tx.insert(checkout).values({ id, customerId }).onConflictDoNothing()
  const [row] = await tx.select().from(checkout).where(eq(checkout.id, id)).for('update')
  // The shop let two customers load one checkout: whoever pressed first owns its payments.
  if (row === undefined || row.customerId !== customerId) throw new ProblemError('not_found')
  return row
}

async function refuseWith(
  context: Context,
  tx: Db,
  code: 'already_paid' | 'payment_in_progress',
  which: ReturnType<typeof and>,
): Promise<void> {
  const [row] = await tx.select().from(payment).where(which).limit(1)
  if (row !== undefined) throw new ProblemError(code, { payment: await viewPayment(context, row, tx) })
}

function toRow(
  { clock, prefix }: Context,
  { customerId, checkout: shop, body, idempotencyKey, intentMac }: Press,
  card: CardRow | undefined,
  id: string,
): PgInsertValue<typeof payment> {
  const save = body.method.type === 'new-card' ? body.method.save : null
  // Not scaled: a POST's deadline has a floor of a second, and this must outlast it.
  const lease = clock.in(sendLeaseMs)
  return {
    id,
    ref: `${prefix}-${toRandomText()}`,
    checkoutId: body.checkoutId,
    customerId,
    kind: card === undefined ? 'hosted' : 'one_click',
    amount: shop.amount.value,
    currency: shop.amount.currency,
    idempotencyKey,
    intentMac,
    cardId: card?.id ?? null,
    hasCvc: hasCvc(body),
    cardBrand: card?.brand ?? null,
    cardLast4: card?.last4 ?? null,
    consentVersion: save?.consentVersion ?? null,
    consentLocale: save?.locale ?? null,
    consentAt: save === null ? null : clock.now,
    replacesCardId: save?.replaces ?? null,
    state: 'submitting',
    submittedAt: clock.now,
    leaseUntil: lease,
    leaseToken: crypto.randomUUID(),
    nextPollAt: lease,
    createdAt: clock.now,
    updatedAt: clock.now,
  }
}

/** The rate limits a press consumes, whatever its outcome. A press that is never sent releases them. */
export function toRateLimitKeys({
  customerId,
  address,
  body,
}: Pick<Press, 'customerId' | 'address' | 'body'>): RateLimitKey[] {
  return [
    { name: 'paymentsPerCustomer', subject: customerId },
    { name: 'paymentsPerCustomerAndDay', subject: customerId },
    ...(address === undefined ? [] : [{ name: 'paymentsPerAddress', subject: address } as const]),
    ...(body.method.type === 'new-card' ? [{ name: 'hostedStartsPerCustomer', subject: customerId } as const] : []),
  ]
}

function hasCvc({ method }: PayBody): boolean {
  return method.type === 'saved-card' && method.cvc !== undefined
}

/** 128 random bits in digits and lower-case letters: it is also read by people. */
function toRandomText(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0'))
  return BigInt(`0x${hex.join('')}`)
    .toString(36)
    .padStart(25, '0')
}
