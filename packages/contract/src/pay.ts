import * as v from 'valibot'
import { quoteSchema } from './checkout.ts'

const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(128))

/** How to pay: with a card typed on the hosted payment page, or with a saved card. */
export const payMethodSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('new-card'),
    /** The consent the customer ticked, or null when the box was not ticked. */
    save: v.nullable(
      v.strictObject({
        consentVersion: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
        locale: v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/)),
        /**
         * "Update this card": the saved card that the new one replaces when this payment succeeds and saves it. After any
         * other outcome the old card stays.
         */
        replaces: v.exactOptional(idSchema),
      }),
    ),
  }),
  v.strictObject({
    type: v.literal('saved-card'),
    cardId: idSchema,
    /** Any string: the form is checked later, because a schema's message would echo the digits. */
    cvc: v.exactOptional(v.string()),
  }),
])

/** Body of `POST /payments`. Closed: it names a checkout and a method, never an amount, a customer or a token. */
export const payBodySchema = v.strictObject({ checkoutId: idSchema, quote: quoteSchema, method: payMethodSchema })
/** The body of a payment request. */
export type PayBody = v.InferOutput<typeof payBodySchema>

/** An idempotency key: 1 to 255 characters. */
export const idempotencyKeySchema = v.pipe(v.string(), v.minLength(1), v.maxLength(255))
