import * as v from 'valibot'

/** ISO 4217 code, upper case. */
export const currencySchema = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))

/** Whole minor units, at least 1: the gateway has no zero-amount orders. */
export const amountValueSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

/** An amount of money: `{ value: 1295, currency: 'EUR' }` is €12.95. */
export const moneySchema = v.object({ value: amountValueSchema, currency: currencySchema })

/** An amount in the currency's minor units: `{ value: 1295, currency: 'EUR' }` is €12.95, `{ value: 500, currency: 'JPY' }` is ¥500. */
export type Money = v.InferOutput<typeof moneySchema>

/** Whether two amounts are the same money. */
export function isSameMoney(a: Money, b: Money): boolean {
  return a.value === b.value && a.currency === b.currency
}

/** Money as a reader of `locale` (BCP 47) writes it. The number of decimals is the currency's own, by `Intl`. */
export function formatMoney({ value, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return format.format(value / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
