import type { Money } from './money.ts'

/** Formats money for a locale (BCP 47). `Intl` knows the number of decimals of each currency. */
export function formatMoney({ value, currency }: Money, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return format.format(value / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
