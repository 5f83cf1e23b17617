import * as v from 'valibot'
import { DECLINE_ADVICE, DECLINE_REASONS, PLAIN_STATUSES } from './statuses.ts'
import { moneySchema } from './money.ts'

/** A decline. A reason or an advice of a newer backend parses as the least specific one and never throws. */
export const declineSchema = v.object({
  reason: v.fallback(v.picklist(DECLINE_REASONS), 'processing_error'),
  advice: v.fallback(v.picklist(DECLINE_ADVICE), 'try_again'),
})
/** A decline: its reason, and the advice to the customer. */
export type Decline = v.InferOutput<typeof declineSchema>

/** The method of a payment, as the browser sees it. */
export const paymentMethodSchema = v.variant('type', [
  /** Typed on the hosted payment page. `saving`: the customer asked to save the card. */
  v.object({ type: v.literal('new-card'), saving: v.boolean() }),
  v.object({
    type: v.literal('saved-card'),
    cardId: v.string(),
    brand: v.nullable(v.string()),
    last4: v.nullable(v.string()),
  }),
])
/** The method of a payment. */
export type PaymentMethod = v.InferOutput<typeof paymentMethodSchema>

const sharedFields = {
  id: v.string(),
  checkoutId: v.string(),
  amount: moneySchema,
  method: paymentMethodSchema,
  /** Whether another payment of the same checkout may start. */
  mayPayAgain: v.boolean(),
  /** ISO 8601. */
  updatedAt: v.string(),
}

/**
 * One attempt to pay a checkout. An unknown status parses as `confirming`, never as a failure: a customer who reads
 * "failed" pays again.
 */
export const paymentSchema = v.variant('status', [
  v.object({
    ...sharedFields,
    status: v.literal('redirect'),
    redirectUrl: v.string(),
    decline: v.exactOptional(declineSchema),
  }),
  v.object({ ...sharedFields, status: v.literal('declined'), decline: declineSchema }),
  v.object({ ...sharedFields, status: v.picklist(PLAIN_STATUSES) }),
  // Last: read only where none of the above fits.
  v.object({
    ...sharedFields,
    status: v.pipe(
      v.string(),
      v.transform(() => 'confirming' as const),
    ),
    mayPayAgain: v.pipe(
      v.boolean(),
      v.transform(() => false),
    ),
  }),
])
/** One attempt to pay a checkout, by status. */
export type Payment = v.InferOutput<typeof paymentSchema>
