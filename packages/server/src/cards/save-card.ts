import { and, eq, gt } from 'drizzle-orm'
import { unlockCard } from './card-lock.ts'
import type { Context } from '../context.ts'
import { writeEvent } from '../events/outbox.ts'
import type { Order } from '../gateway/order.ts'
import { sign } from '../secrets/sign.ts'
import { readNow } from '../store/clock.ts'
import type { Db } from '../store/db.ts'
import { card, type CardRow, type PaymentRow } from '../store/schema.ts'
import { type CardDetails, toDefaultId } from './card-view.ts'
import { forgetCards, listCards, lockCards, settleDefault } from './cards.ts'
import { type SealedToken, sealToken } from './stored-token.ts'

/** A card to insert. Its token is sealed before the transaction, for the row's future id. */
export interface PreparedCard extends SealedToken, Pick<CardRow, 'id'> {
  readonly details: CardDetails
  /** The token's MAC by each key: recognises a card that a previous secret sealed. */
  readonly knownMacs: readonly string[]
}

/** The card of a paid order with consent to save it, or undefined. */
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
 * Saves the card of a payment that has just succeeded, unless its consent was withdrawn meanwhile. A card that the customer
 * has already stays one row and is updated. The card it replaces is removed and passes on the default.
 */
export async function saveCard(context: Context, tx: Db, payment: PaymentRow, prepared: PreparedCard): Promise<void> {
  const { customerId } = payment
  const consent = toConsentGiven(payment)
  if (consent === undefined) return
  await lockCards(tx, customerId)
  if (await wasRemovedSince(tx, customerId, prepared, consent.consentAt)) return
  const now = await readNow(tx, context.clock)
  const cards = await listCards(tx, customerId)
  const defaultId = toDefaultId(cards, now)
  const known = cards.find(({ tokenMac }) => prepared.knownMacs.includes(tokenMac))
  if (known === undefined) await insertCard(context, tx, payment, consent, prepared)
  else await refreshCard(tx, known, payment, consent, prepared)
  const keptId = known?.id ?? prepared.id
  const replaced = cards.find(({ id }) => id === payment.replacesCardId && id !== keptId)
  if (replaced !== undefined) await forgetCards(context, tx, customerId, replaced.id)
  await settleDefault(tx, customerId, now, defaultId === replaced?.id ? keptId : defaultId)
}

type ConsentGiven = Pick<CardRow, 'consentVersion' | 'consentLocale' | 'consentAt'>

/** The consent recorded with the payment before it was sent. Without one no card is saved. */
function toConsentGiven(payment: PaymentRow): ConsentGiven | undefined {
  const { consentVersion, consentLocale, consentAt, consentWithdrawnAt } = payment
  if (consentVersion === null || consentLocale === null || consentAt === null) return undefined
  return consentWithdrawnAt === null ? { consentVersion, consentLocale, consentAt } : undefined
}

/**
 * Whether the customer removed this card after the consent, which withdraws it. Compares what the customer saw as well as
 * the token: the gateway may have issued a new token for the same card.
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

/** Updates a card that is saved again: the latest consent, the later expiry, and no lock. */
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

/** Orders expiries. A payment that started earlier may succeed later, with an older expiry than the stored one. */
function toMonths(year: number | null, month: number | null): number {
  return year === null || month === null ? 0 : year * 12 + month
}
