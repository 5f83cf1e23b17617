import * as v from 'valibot'
import type { Money } from '@cardfile/contract'
import type { PaymentKind } from '../state-machine/payment-state.ts'
import { createSecret, type Secret } from '../secrets/secret.ts'
import { extraFields } from './assumptions.ts'

const ORDER_STATUSES = ['new', 'processing', 'error', 'completed', 'cancelled', 'expired'] as const

/** `unheard-of` stands for every status this version does not know: such an order is treated as open. */
export type OrderStatus = (typeof ORDER_STATUSES)[number] | 'unheard-of'

/** The gateway's order in our words: what evidence is made of. */
export interface Order {
  readonly id: string
  /** The order's `merchant_order_id`. */
  readonly ref: string | null
  readonly status: OrderStatus
  readonly amount: Money
  readonly isTest: boolean
  readonly projectId: string | null
  /** What the order was made for, as it was told when it was made: how an order without a row is understood. */
  readonly checkoutId: string | null
  readonly customerId: string | null
  /** What kind of payment it was made for: as it was told when it was made, else by how its card was asked for. */
  readonly kind: PaymentKind | null
  readonly created: Date | null
  readonly modified: Date | null
  /** Where the customer has to go, if anywhere. Untrusted until its origin has been checked. */
  readonly redirectUrl: string | null
  /** Paid in name only: authorised, and nothing captured. */
  readonly isAuthorisedOnly: boolean
  /** Why the last attempt failed, in the gateway's words. */
  readonly failure: { readonly reason: string; readonly networkCode: string | undefined } | null
  readonly card: GatewayCard | null
}

/** A card the gateway keeps for us, and what may be shown of it. */
export interface GatewayCard {
  readonly vaultToken: Secret
  readonly firstTransactionId: Secret | null
  readonly brand: string | null
  readonly last4: string | null
  readonly expiry: { readonly month: number; readonly year: number } | null
}

/** A detail that is there only for show must not make an answer unreadable. */
const textIfAny = v.fallback(v.optional(v.string()), undefined)

const detailsSchema = v.object({
  truncated_pan: textIfAny,
  card_expiry: textIfAny,
  vault_token: textIfAny,
  first_authorised_transaction_id: textIfAny,
  first_transaction_id: textIfAny,
  one_click_type: textIfAny,
  card_brand: textIfAny,
  brand: textIfAny,
  card_type: textIfAny,
  card_scheme: textIfAny,
})

const transactionSchema = v.object({
  status: textIfAny,
  one_click_type: textIfAny,
  payment_url: textIfAny,
  payment_method_brand: textIfAny,
  reason: textIfAny,
  transaction_type: textIfAny,
  vault_token: textIfAny,
  first_authorised_transaction_id: textIfAny,
  first_transaction_id: textIfAny,
  payment_method_details: v.fallback(v.optional(detailsSchema), undefined),
  outcomes: v.fallback(
    v.optional(v.object({ processing: v.optional(v.object({ response_code: textIfAny })) })),
    undefined,
  ),
})

/** Strict where money depends on it, lenient in everything that is only shown (Cost+ API reference, Get an order). */
export const wireOrderSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  status: v.string(),
  amount: v.pipe(v.number(), v.safeInteger()),
  currency: v.string(),
  merchant_order_id: v.nullish(v.string()),
  project_id: v.nullish(v.string()),
  flags: v.nullish(v.array(v.string())),
  extra: v.fallback(
    v.optional(v.object({ [extraFields.checkoutId]: textIfAny, [extraFields.kind]: textIfAny })),
    undefined,
  ),
  customer: v.fallback(v.optional(v.object({ merchant_customer_id: textIfAny })), undefined),
  created: textIfAny,
  modified: textIfAny,
  order_url: textIfAny,
  payment_url: textIfAny,
  transactions: v.nullish(v.array(transactionSchema)),
})
type WireOrder = v.InferOutput<typeof wireOrderSchema>
type WireTransaction = v.InferOutput<typeof transactionSchema>

/** Translates once, at the edge: the gateway's field names go no further than this folder. */
export function fromWireOrder(wire: WireOrder): Order {
  const transactions = wire.transactions ?? []
  // An order may hold several attempts, a failed one before the one that counts (the last).
  const latest = <T>(pick: (transaction: WireTransaction) => T | undefined) =>
    transactions.map(pick).findLast((value) => value !== undefined)
  const last = transactions.at(-1)
  return {
    id: wire.id,
    ref: wire.merchant_order_id ?? null,
    status: ORDER_STATUSES.find((status) => status === wire.status) ?? 'unheard-of',
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
    failure:
      last?.reason === undefined
        ? null
        : { reason: last.reason, networkCode: last.outcomes?.processing?.response_code },
    card: latest(fromWireCard) ?? null,
  }
}

/** `first` asks for a card on the hosted page, `one-click` charges one; a hosted order that saves nothing has neither. */
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
    // A database refuses a text with a NUL in it, and the success with it.
    brand: brand?.replace(/\p{Cc}/gu, '').toLowerCase() ?? null,
    last4: /(\d{4})$/.exec(details?.truncated_pan?.replace(/\D/g, '') ?? '')?.[1] ?? null,
    expiry: parseExpiry(details?.card_expiry),
  }
}

/** `MMYYYY` is the documented form; `MMYY`, `MM/YY`, `MM/YYYY` and `YYYY-MM` are what relatives of the platform send. */
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
