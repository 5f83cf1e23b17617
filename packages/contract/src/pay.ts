import * as v from 'valibot'
import { quoteSchema } from './checkout.ts'

const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(128))

export const payMethodSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('new-card'),
    /** The consent the customer ticked, or null when the box stayed empty. */
    save: v.nullable(
      v.strictObject({
        consentVersion: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
        locale: v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/)),
        /**
         * "Update this card": the saved card that the new one takes the place of once this payment has succeeded and saved
         * it. Until then, and whatever else comes of the payment, it stays as it is.
         */
        replaces: v.exactOptional(idSchema),
      }),
    ),
  }),
  v.strictObject({
    type: v.literal('saved-card'),
    cardId: idSchema,
    /** Any string gets this far, so that a badly formed code can be refused without being echoed by a schema message. */
    cvc: v.exactOptional(v.string()),
  }),
])

/** Body of `POST /payments`. Closed: it names a checkout and a way to pay, never an amount, a customer or a token. */
export const payBodySchema = v.strictObject({ checkoutId: idSchema, quote: quoteSchema, method: payMethodSchema })
export type PayBody = v.InferOutput<typeof payBodySchema>

export const idempotencyKeySchema = v.pipe(v.string(), v.minLength(1), v.maxLength(255))
