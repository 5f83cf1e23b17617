import type { Money } from './money.ts'

/** Money as a reader of `locale` (BCP 47) writes it. The number of decimals is the currency's own, by `Intl`. */
export function formatMoney({ value, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return format.format(value / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
