import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import { seal } from '../secrets/seal.ts'
import { sign } from '../secrets/sign.ts'
import type { Db } from '../store/database.ts'
import { card, type PaymentRow } from '../store/schema.ts'

/** A card ready to be written: sealed before the transaction that writes it, for the row it will be. */
export interface PreparedCard {
  readonly id: string
  readonly sealed: string
  readonly tokenMac: string
  readonly brand: string | null
  readonly last4: string | null
  readonly expiryMonth: number | null
  readonly expiryYear: number | null
}

/** The card of a paid order that the customer agreed to keep, or undefined. */
export async function prepareCard(
  { keys, prefix }: Context,
  payment: PaymentRow,
  order: Order | undefined,
): Promise<PreparedCard | undefined> {
  if (payment.consentVersion === null || order?.status !== 'completed' || order.card === null) return undefined
  const { vaultToken, firstTransactionId, brand, last4, expiry } = order.card
  const id = crypto.randomUUID()
  const stored = JSON.stringify({
    vaultToken: vaultToken.reveal(),
    firstTransactionId: firstTransactionId?.reveal() ?? null,
  })
  const context = { merchant: prefix, customerId: payment.customerId, cardId: id }
  return {
    id,
    sealed: await seal(keys, context, stored),
    tokenMac: await sign(keys.current.tokenMac, vaultToken.reveal()),
    brand,
    last4,
    expiryMonth: expiry?.month ?? null,
    expiryYear: expiry?.year ?? null,
  }
}

/** Writes the card unless the customer has it already. The first one becomes the default. Answers whether it is new. */
export async function saveCard(
  { clock }: Context,
  tx: Db,
  payment: PaymentRow,
  prepared: PreparedCard,
): Promise<boolean> {
  const { customerId, consentVersion, consentLocale, consentAt } = payment
  // The consent was recorded with the payment, before it was sent; without it nothing may be kept.
  if (consentVersion === null || consentLocale === null || consentAt === null) return false
  await lockCards(tx, customerId)
  const mine = and(eq(card.customerId, customerId), isNull(card.removedAt))
  const [standing] = await tx.select({ id: card.id }).from(card).where(and(mine, card.isDefault)).limit(1)
  const rows = await tx
    .insert(card)
    .values({
      ...prepared,
      customerId,
      isDefault: standing === undefined,
      consentVersion,
      consentLocale,
      consentAt,
      paymentId: payment.id,
      createdAt: clock.now,
    })
    .onConflictDoNothing()
    .returning({ id: card.id })
  return rows.length > 0
}

/** One change to a customer's set of cards at a time: which of them is the default depends on all of them. */
export async function lockCards(tx: Db, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`cardfile cards ${customerId}`}, 0))`)
}
