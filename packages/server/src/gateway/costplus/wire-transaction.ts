import * as v from 'valibot'
import { createSecret } from '../../secrets/secret.ts'
import type { GatewayCard, Order } from '../order.ts'
import { toDeclineReason } from './decline.ts'

/** A detail for display. One of another type is dropped: it must not make the answer unreadable. */
export const optionalText = v.fallback(v.optional(v.string()), undefined)

const detailsSchema = v.object({
  truncated_pan: optionalText,
  card_expiry: optionalText,
  vault_token: optionalText,
  first_authorised_transaction_id: optionalText,
  first_transaction_id: optionalText,
  one_click_type: optionalText,
  card_brand: optionalText,
  brand: optionalText,
  card_type: optionalText,
  card_scheme: optionalText,
})

/** One attempt to pay an order. */
export const wireTransactionSchema = v.object({
  status: optionalText,
  one_click_type: optionalText,
  payment_url: optionalText,
  payment_method_brand: optionalText,
  reason: optionalText,
  transaction_type: optionalText,
  vault_token: optionalText,
  first_authorised_transaction_id: optionalText,
  first_transaction_id: optionalText,
  payment_method_details: v.fallback(v.optional(detailsSchema), undefined),
  outcomes: v.fallback(
    v.optional(v.object({ processing: v.optional(v.object({ response_code: optionalText })) })),
    undefined,
  ),
})

/** A transaction by Cost+'s field names. */
export type WireTransaction = v.InferOutput<typeof wireTransactionSchema>

/** Why a transaction was declined, for either kind of payment; null when it gives no reason. */
export function fromWireDecline(transaction: WireTransaction | undefined): Order['declineReason'] {
  if (transaction?.reason === undefined) return null
  const { reason, outcomes } = transaction
  const networkCode = outcomes?.processing?.response_code
  return {
    hosted: toDeclineReason(reason, networkCode, 'hosted'),
    one_click: toDeclineReason(reason, networkCode, 'one_click'),
  }
}

/** The card of a transaction, if Cost+ keeps it. Related platforms put its fields in several places. */
export function fromWireCard(transaction: WireTransaction): GatewayCard | undefined {
  const details = transaction.payment_method_details
  const vaultToken = details?.vault_token ?? transaction.vault_token
  if (vaultToken === undefined) return undefined
  const firstTransactionId =
    details?.first_authorised_transaction_id ??
    details?.first_transaction_id ??
    transaction.first_authorised_transaction_id ??
    transaction.first_transaction_id
  const brand =
    transaction.payment_method_brand ??
    details?.card_brand ??
    details?.brand ??
    details?.card_type ??
    details?.card_scheme
  return {
    vaultToken: createSecret(vaultToken),
    firstTransactionId: firstTransactionId === undefined ? null : createSecret(firstTransactionId),
    // Postgres rejects a text that contains NUL, and the whole success would be rejected with it.
    brand: brand?.replace(/\p{Cc}/gu, '').toLowerCase() ?? null,
    last4: /(\d{4})$/.exec(details?.truncated_pan?.replace(/\D/g, '') ?? '')?.[1] ?? null,
    expiry: parseExpiry(details?.card_expiry),
  }
}

/** Reads `MMYYYY`, the documented form, and `MMYY`, `MM/YY`, `MM/YYYY` and `YYYY-MM`, which related platforms send. */
export function parseExpiry(text: string | undefined): { month: number; year: number } | null {
  const parts = /^(?<month>\d{2})\/?(?<year>\d{4}|\d{2})$|^(?<isoYear>\d{4})-(?<isoMonth>\d{2})$/.exec(
    text ?? '',
  )?.groups
  const month = Number(parts?.['month'] ?? parts?.['isoMonth'])
  const year = Number(parts?.['year'] ?? parts?.['isoYear'])
  if (!(month >= 1 && month <= 12) || Number.isNaN(year)) return null
  return { month, year: year < 100 ? 2000 + year : year }
}
