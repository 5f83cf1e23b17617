import * as v from 'valibot'

/** ISO 4217 code, upper case. */
const currencySchema = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))

/** Whole minor units, at least 1: the gateway has no zero-amount orders. */
const amountValueSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

/** An amount of money that can be charged. */
export const moneySchema = v.object({ value: amountValueSchema, currency: currencySchema })

/** An amount in the currency's minor units: `{ value: 1295, currency: 'EUR' }` is €12.95, `{ value: 500, currency: 'JPY' }` is ¥500. */
export type Money = v.InferOutput<typeof moneySchema>
