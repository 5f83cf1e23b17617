import * as v from 'valibot'
import { moneySchema } from './money.ts'
import { paymentSchema } from './payment.ts'
import { savedCardSchema } from './saved-card.ts'

/** The text a customer agrees to by ticking "save card". The server decides it; its version is sent back with the payment. */
export const consentSchema = v.object({ version: v.string(), locale: v.string(), text: v.string() })
/** A consent text with its version and locale. */
export type Consent = v.InferOutput<typeof consentSchema>

/** A signed price, opaque to the browser. It is sent back with the payment and says which amount the button showed. */
export const quoteSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(2048))

/** Answer of `GET /checkouts/{checkoutId}`. */
export const checkoutSchema = v.object({
  checkoutId: v.string(),
  description: v.string(),
  amount: moneySchema,
  quote: quoteSchema,
  /** When the quote stops being accepted, ISO 8601. The kit renews it before that. */
  quoteExpiresAt: v.string(),
  cards: v.array(savedCardSchema),
  consent: consentSchema,
  payment: v.nullable(paymentSchema),
})

/** The amount to pay, and everything else that one screen needs to take the payment. */
export type Checkout = v.InferOutput<typeof checkoutSchema>
