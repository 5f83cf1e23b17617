import type { Money } from '@cardfile/contract'
import { FakeRefusal } from './fake-problem.ts'
import type { Scenario } from './scenarios.ts'

/** What the fake shop wants paid, and the quotes it gave for it. */
export type FakeCheckout = ReturnType<typeof createFakeCheckout>

/** A checkout with its price. */
export function createFakeCheckout(id: string, description: string, price: Money) {
  let amount = price
  let prices = 1
  const given = new Set<string>()

  /** The quote of the price as it is: the same one until the price moves or the quote runs out. */
  const quote = () => {
    const text = `quote-${id}-${amount.value}-${prices}`
    given.add(text)
    return text
  }

  return {
    id,
    description,
    get amount() {
      return amount
    },
    quote,
    changePrice(value: number): void {
      amount = { ...amount, value }
      prices += 1
    },
    /** Refuses a press whose button did not show this price, and a quote that was never given. */
    checkQuote(carried: string, scenario: Scenario): void {
      if (scenario === 'price_changes' && prices === 1) amount = { ...amount, value: amount.value + 150 }
      if ((scenario === 'price_changes' || scenario === 'quote_expires') && prices === 1) prices = 2
      if (!given.has(carried)) throw new FakeRefusal('invalid_request')
      if (carried !== quote()) throw new FakeRefusal('amount_changed', { amount, quote: quote() })
    },
  }
}
