import * as v from 'valibot'
import type { PaymentKind } from '../../state-machine/payment-state.ts'
import { type Order, ORDER_STATUSES } from '../order.ts'
import { extraFields } from './assumptions.ts'
import {
  fromWireCard,
  fromWireDecline,
  optionalText,
  type WireTransaction,
  wireTransactionSchema,
} from './wire-transaction.ts'

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
  transactions: v.nullish(v.array(wireTransactionSchema)),
})
type WireOrder = v.InferOutput<typeof wireOrderSchema>

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

/** `first` saves a card on the hosted page, `one-click` charges a saved one; a hosted order that saves nothing has neither. */
function toKind(named: string | undefined, oneClickType: string | undefined): PaymentKind | null {
  if (named === 'hosted' || named === 'one_click') return named
  if (oneClickType === 'first') return 'hosted'
  return oneClickType === 'one-click' ? 'one_click' : null
}

function parseTime(text: string | undefined): Date | null {
  const time = new Date(text ?? '')
  return Number.isNaN(time.getTime()) ? null : time
}
