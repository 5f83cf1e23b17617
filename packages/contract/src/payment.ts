import * as v from 'valibot'
import { moneySchema } from './money.ts'

/** Why the answer is no: a closed list, never the gateway's own words. */
export const DECLINE_REASONS = [
  'insufficient_funds',
  'card_declined',
  'cvc_incorrect',
  'card_expired',
  'authentication_failed',
  'card_not_supported',
  'saved_card_invalid',
  'processing_error',
] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** What the customer may do next. */
export const DECLINE_ADVICE = ['try_again', 'enter_cvc', 'use_another_card', 'authenticate', 'contact_bank'] as const
export type DeclineAdvice = (typeof DECLINE_ADVICE)[number]

/** What each reason advises. Where no security code is taken, the backend says `use_another_card` for `enter_cvc`. */
export const ADVICE_FOR: Readonly<Record<DeclineReason, DeclineAdvice>> = {
  insufficient_funds: 'use_another_card',
  card_declined: 'contact_bank',
  cvc_incorrect: 'enter_cvc',
  card_expired: 'use_another_card',
  authentication_failed: 'authenticate',
  card_not_supported: 'use_another_card',
  saved_card_invalid: 'use_another_card',
  processing_error: 'try_again',
}

/** A newer backend may know a reason this bundle does not: it reads as the least specific one, never as an exception. */
export const declineSchema = v.object({
  reason: v.fallback(v.picklist(DECLINE_REASONS), 'processing_error'),
  advice: v.fallback(v.picklist(DECLINE_ADVICE), 'try_again'),
})
export type Decline = v.InferOutput<typeof declineSchema>

export const paymentMethodSchema = v.variant('type', [
  /** Typed on the gateway's hosted page; `saving` is whether the customer asked to keep the card. */
  v.object({ type: v.literal('new-card'), saving: v.boolean() }),
  v.object({
    type: v.literal('saved-card'),
    cardId: v.string(),
    brand: v.nullable(v.string()),
    last4: v.nullable(v.string()),
  }),
])
export type PaymentMethod = v.InferOutput<typeof paymentMethodSchema>

/** Statuses that carry nothing beyond themselves. `redirect` and `declined` are the two that do. */
export const PLAIN_STATUSES = ['confirming', 'succeeded', 'cancelled', 'expired', 'review', 'surplus'] as const

/** Every status a payment can have, in the order a payment may pass through them. */
export const PAYMENT_STATUSES = ['redirect', 'declined', ...PLAIN_STATUSES] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

const sharedFields = {
  id: v.string(),
  checkoutId: v.string(),
  amount: moneySchema,
  method: paymentMethodSchema,
  /** Whether another payment of the same checkout may be started now. */
  mayPayAgain: v.boolean(),
  /** ISO 8601. */
  updatedAt: v.string(),
}

/**
 * One attempt to pay a checkout. A status this bundle does not know reads as `confirming`: not knowing must never look
 * like a failure, because a customer who reads "failed" pays again.
 */
export const paymentSchema = v.union([
  v.variant('status', [
    v.object({
      ...sharedFields,
      status: v.literal('redirect'),
      redirectUrl: v.string(),
      decline: v.exactOptional(declineSchema),
    }),
    v.object({ ...sharedFields, status: v.literal('declined'), decline: declineSchema }),
    v.object({ ...sharedFields, status: v.picklist(PLAIN_STATUSES) }),
  ]),
  v.pipe(
    v.object({ ...sharedFields, status: v.string() }),
    v.transform((payment) => ({ ...payment, status: 'confirming' as const, mayPayAgain: false })),
  ),
])
export type Payment = v.InferOutput<typeof paymentSchema>
