import type { Money } from './money.ts'

/** Whether two amounts have the same value and currency. */
export function isSameMoney(a: Money, b: Money): boolean {
  return a.value === b.value && a.currency === b.currency
}
