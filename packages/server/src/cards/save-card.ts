import { and, eq, gt } from 'drizzle-orm'
import { unlockCard } from './card-lock.ts'
import type { Context } from '../context.ts'
import { writeEvent } from '../events/outbox.ts'
import type { Order } from '../gateway/order.ts'
import { sign } from '../secrets/sign.ts'
import { readNow } from '../store/clock.ts'
import type { Db } from '../store/db.ts'
import { card, type CardRow, type PaymentRow } from '../store/schema.ts'
import { toDefaultId } from './card-view.ts'
import { forgetCards, listCards, lockCards, settleDefault } from './cards.ts'
import { type SealedToken, sealToken } from './stored-token.ts'

/** A card ready to be written: sealed before the transaction that writes it, for the row it will be. */
export interface PreparedCard extends SealedToken, Pick<CardRow, 'id'> {
  readonly details: Pick<CardRow, 'brand' | 'last4' | 'expiryMonth' | 'expiryYear'>
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
  const { vaultToken, firstTransactionId, brand, last4, expiry, ...unsaved } = order.card
  // A new field of the gateway's card does not compile until it is saved.
  unsaved satisfies Record<string, never>
  const token = vaultToken.reveal()
  const secrets = { vaultToken: token, firstTransactionId: firstTransactionId?.reveal() ?? null }
  const id = crypto.randomUUID()
  return {
    ...(await sealToken(context, { customerId, id }, secrets)),
    id,
    details: { brand, last4, expiryMonth: expiry?.month ?? null, expiryYear: expiry?.year ?? null },
    knownMacs: await Promise.all(context.keys.all.map(({ tokenMac }) => sign(tokenMac, token))),
  }
}

/**
 * Keeps the card of a payment that has just succeeded, unless its consent was taken back meanwhile. A card that the
 * customer has already stays one row and is brought up to date. What it replaces is removed, and hands on the default.
 */
export async function saveCard(context: Context, tx: Db, payment: PaymentRow, prepared: PreparedCard): Promise<void> {
  const { customerId } = payment
  const consent = toConsentGiven(payment)
  if (consent === undefined) return
  await lockCards(tx, customerId)
  if (await wasRemovedSince(tx, customerId, prepared, consent.consentAt)) return
  const now = await readNow(tx, context.clock)
  const standing = await listCards(tx, customerId)
  const defaultId = toDefaultId(standing, now)
  const known = standing.find(({ tokenMac }) => prepared.knownMacs.includes(tokenMac))
  if (known === undefined) await insertCard(context, tx, payment, consent, prepared)
  else await refreshCard(tx, known, payment, consent, prepared)
  const keptId = known?.id ?? prepared.id
  const replaced = standing.find(({ id }) => id === payment.replacesCardId && id !== keptId)
  if (replaced !== undefined) await forgetCards(context, tx, customerId, replaced.id)
  await settleDefault(tx, customerId, now, defaultId === replaced?.id ? keptId : defaultId)
}

type ConsentGiven = Pick<CardRow, 'consentVersion' | 'consentLocale' | 'consentAt'>

/** The consent was recorded with the payment, before it was sent; without it nothing may be kept. */
function toConsentGiven(payment: PaymentRow): ConsentGiven | undefined {
  const { consentVersion, consentLocale, consentAt, consentWithdrawnAt } = payment
  if (consentVersion === null || consentLocale === null || consentAt === null) return undefined
  return consentWithdrawnAt === null ? { consentVersion, consentLocale, consentAt } : undefined
}

/**
 * Removing this very card after agreeing to save it again takes that back, too. The gateway may have given it another
 * token by then: what the customer removed is the card they saw.
 */
async function wasRemovedSince(
  tx: Db,
  customerId: string,
  { knownMacs, details: { brand, last4, expiryMonth, expiryYear } }: PreparedCard,
  consentAt: Date,
): Promise<boolean> {
  const removed = await tx
    .select()
    .from(card)
    .where(and(eq(card.customerId, customerId), gt(card.removedAt, consentAt)))
  return removed.some((row) => {
    const looksSame = row.brand === brand && row.expiryMonth === expiryMonth && row.expiryYear === expiryYear
    return knownMacs.includes(row.tokenMac) || (last4 !== null && row.last4 === last4 && looksSame)
  })
}

async function insertCard(
  context: Context,
  tx: Db,
  { id: paymentId, customerId }: PaymentRow,
  consent: ConsentGiven,
  { id, sealed, tokenMac, keyId, details }: PreparedCard,
): Promise<void> {
  const vault = { id, sealed, tokenMac, keyId }
  const createdAt = context.clock.now
  await tx.insert(card).values({ ...vault, ...details, ...consent, customerId, paymentId, isDefault: false, createdAt })
  await writeEvent(context, tx, { type: 'card.saved', customerId, cardId: id })
}

/** The same card again: the words agreed to last, the expiry that is further away, and no memory of wrong codes. */
async function refreshCard(
  tx: Db,
  known: CardRow,
  { id: paymentId }: PaymentRow,
  consent: ConsentGiven,
  { details }: PreparedCard,
): Promise<void> {
  const { brand, last4, expiryMonth, expiryYear, ...unsaved } = details
  unsaved satisfies Record<string, never>
  const isLater = toMonths(expiryYear, expiryMonth) > toMonths(known.expiryYear, known.expiryMonth)
  await tx
    .update(card)
    .set({
      brand: brand ?? known.brand,
      last4: last4 ?? known.last4,
      ...(isLater && { expiryMonth, expiryYear }),
      ...(consent.consentAt > known.consentAt && { ...consent, paymentId }),
    })
    .where(eq(card.id, known.id))
  await unlockCard(tx, known.id)
}

/** A payment that was begun earlier may succeed later: what it says of the expiry is then older than what is known. */
function toMonths(year: number | null, month: number | null): number {
  return year === null || month === null ? 0 : year * 12 + month
}
