import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import { sign } from '../secrets/sign.ts'
import type { Db } from '../store/database.ts'
import { card, type CardRow, type PaymentRow } from '../store/schema.ts'
import { type SealedToken, sealToken } from './stored-token.ts'

/** A card ready to be written: sealed before the transaction that writes it, for the row it will be. */
export type PreparedCard = SealedToken &
  Pick<CardRow, 'id' | 'brand' | 'last4' | 'expiryMonth' | 'expiryYear'> & {
    /** The token's MAC by every key there is: a card that an earlier secret sealed is recognised, too. */
    readonly knownMacs: readonly string[]
  }

/** The card of a paid order that the customer agreed to keep, or undefined. */
export async function prepareCard(
  context: Context,
  { consentVersion, customerId }: PaymentRow,
  order: Order | undefined,
): Promise<PreparedCard | undefined> {
  if (consentVersion === null || order?.status !== 'completed' || order.card === null) return undefined
  const { brand, last4, expiry } = order.card
  const vaultToken = order.card.vaultToken.reveal()
  const firstTransactionId = order.card.firstTransactionId?.reveal() ?? null
  const id = crypto.randomUUID()
  return {
    ...(await sealToken(context, { customerId, id }, { vaultToken, firstTransactionId })),
    id,
    brand,
    last4,
    expiryMonth: expiry?.month ?? null,
    expiryYear: expiry?.year ?? null,
    knownMacs: await Promise.all(context.keys.all.map(({ tokenMac }) => sign(tokenMac, vaultToken))),
  }
}

/** Writes the card unless the customer has it already. The first one becomes the default. Answers whether it is new. */
export async function saveCard(
  { clock }: Context,
  tx: Db,
  payment: PaymentRow,
  { knownMacs, ...prepared }: PreparedCard,
): Promise<boolean> {
  const { customerId, consentVersion, consentLocale, consentAt } = payment
  // The consent was recorded with the payment, before it was sent; without it nothing may be kept.
  if (consentVersion === null || consentLocale === null || consentAt === null) return false
  await lockCards(tx, customerId)
  const mine = and(eq(card.customerId, customerId), isNull(card.removedAt))
  const standing = await tx.select().from(card).where(mine)
  if (standing.some(({ tokenMac }) => knownMacs.includes(tokenMac))) return false
  const rows = await tx
    .insert(card)
    .values({
      ...prepared,
      customerId,
      isDefault: !standing.some(({ isDefault }) => isDefault),
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
