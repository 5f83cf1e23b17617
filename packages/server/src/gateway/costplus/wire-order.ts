import * as v from 'valibot'
import { createSecret } from '../../secrets/secret.ts'
import type { PaymentKind } from '../../state-machine/payment-state.ts'
import { type GatewayCard, type Order, ORDER_STATUSES } from '../order.ts'
import { extraFields } from './assumptions.ts'
import { toDeclineReason } from './decline.ts'

/** A detail for display must not make an answer unreadable. */
const optionalText = v.fallback(v.optional(v.string()), undefined)

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

const transactionSchema = v.object({
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

/** Strict where money depends on it, lenient in everything that is only displayed (Cost+ API reference, "Get an order"). */
export const wireOrderSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  status: v.string(),
  amount: v.pipe(v.number(), v.safeInteger()),
  currency: v.string(),
  merchant_order_id: v.nullish(v.string()),
  project_id: v.nullish(v.string()),
  flags: v.nullish(v.array(v.string())),
  extra: v.fallback(
    v.optional(v.object({ [extraFields.checkoutId]: optionalText, [extraFields.kind]: optionalText })),
    undefined,
  ),
  customer: v.fallback(v.optional(v.object({ merchant_customer_id: optionalText })), undefined),
  created: optionalText,
  modified: optionalText,
  order_url: optionalText,
  payment_url: optionalText,
  transactions: v.nullish(v.array(transactionSchema)),
})
type WireOrder = v.InferOutput<typeof wireOrderSchema>
type WireTransaction = v.InferOutput<typeof transactionSchema>

/** Translates an order once, at the edge: Cost+'s field names stay in this folder. */
export function fromWireOrder(wire: WireOrder): Order {
  const transactions = wire.transactions ?? []
  // An order may hold several attempts to pay. The last one counts.
  const latest = <T>(pick: (transaction: WireTransaction) => T | undefined) =>
    transactions.map(pick).findLast((value) => value !== undefined)
  const last = transactions.at(-1)
  return {
    id: wire.id,
    ref: wire.merchant_order_id ?? null,
    status: ORDER_STATUSES.find((status) => status === wire.status) ?? 'unrecognised',
    amount: { value: wire.amount, currency: wire.currency },
    isTest: wire.flags?.includes('is-test') ?? false,
    projectId: wire.project_id ?? null,
    checkoutId: wire.extra?.[extraFields.checkoutId] ?? null,
    customerId: wire.customer?.merchant_customer_id ?? null,
    kind: toKind(
      wire.extra?.[extraFields.kind],
      latest(({ one_click_type: type, payment_method_details: details }) => type ?? details?.one_click_type),
    ),
    created: parseTime(wire.created),
    modified: parseTime(wire.modified),
    redirectUrl: latest((transaction) => transaction.payment_url) ?? wire.order_url ?? wire.payment_url ?? null,
    isAuthorisedOnly: latest((transaction) => transaction.transaction_type) === 'authorization',
    declineReason: fromWireDecline(last),
    card: latest(fromWireCard) ?? null,
  }
}

function fromWireDecline(transaction: WireTransaction | undefined): Order['declineReason'] {
  if (transaction?.reason === undefined) return null
  const { reason, outcomes } = transaction
  const networkCode = outcomes?.processing?.response_code
  return {
    hosted: toDeclineReason(reason, networkCode, 'hosted'),
    one_click: toDeclineReason(reason, networkCode, 'one_click'),
  }
}

/** `first` saves a card on the hosted page, `one-click` charges a saved one; a hosted order that saves nothing has neither. */
function toKind(told: string | undefined, oneClickType: string | undefined): PaymentKind | null {
  if (told === 'hosted' || told === 'one_click') return told
  if (oneClickType === 'first') return 'hosted'
  return oneClickType === 'one-click' ? 'one_click' : null
}

function fromWireCard(transaction: WireTransaction): GatewayCard | undefined {
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

function parseTime(text: string | undefined): Date | null {
  const time = new Date(text ?? '')
  return Number.isNaN(time.getTime()) ? null : time
}
