import * as v from 'valibot'

/**
 * The contract between the shop's front end and back end: products, checkouts, events. One schema each, parsed on both sides.
 */

const moneySchema = v.object({ value: v.number(), currency: v.string() })

export const productSchema = v.object({ sku: v.string(), name: v.string(), amount: moneySchema })
export type Product = v.InferOutput<typeof productSchema>

export const productsSchema = v.object({ products: v.array(productSchema) })

/** Lower-case Latin letters: short enough to type in a test, and safe as a plain cookie value. */
export const customerSchema = v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/))

export const sessionBodySchema = v.strictObject({ customer: customerSchema })
export const sessionSchema = v.object({ customer: v.nullable(customerSchema) })
export type Session = v.InferOutput<typeof sessionSchema>

export const itemSchema = v.strictObject({
  sku: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)),
})
export type Item = v.InferOutput<typeof itemSchema>

export const checkoutBodySchema = v.strictObject({
  items: v.pipe(v.array(itemSchema), v.minLength(1), v.maxLength(50)),
})
export const checkoutCreatedSchema = v.object({ checkoutId: v.string() })

/** The database column is a four-byte integer. */
export const amountBodySchema = v.strictObject({
  value: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_000_000_000)),
})

export const orderSchema = v.object({
  checkoutId: v.string(),
  items: v.array(itemSchema),
  amount: moneySchema,
  paid: v.boolean(),
  createdAt: v.string(),
})
/** The shop's record of a checkout. */
export type Order = v.InferOutput<typeof orderSchema>

export const ordersSchema = v.object({ orders: v.array(orderSchema) })

export const eventSchema = v.object({
  id: v.string(),
  type: v.string(),
  checkoutId: v.nullable(v.string()),
  paymentId: v.nullable(v.string()),
  at: v.string(),
})
/** An event that the shop received from Cardfile. */
export type ShopEvent = v.InferOutput<typeof eventSchema>

export const eventsSchema = v.object({ events: v.array(eventSchema) })
