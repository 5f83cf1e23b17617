import type { Money } from './money.ts'

/** Whether two amounts are the same money. */
export function isSameMoney(a: Money, b: Money): boolean {
  return a.value === b.value && a.currency === b.currency
}
