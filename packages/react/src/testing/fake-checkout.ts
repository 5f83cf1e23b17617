import type { Money } from '@cardfile/contract'
import { FakeProblemError } from './fake-problem.ts'
import type { Scenario } from './scenarios.ts'

/** A checkout of the fake shop, and the quotes issued for it. */
export type FakeCheckout = ReturnType<typeof createFakeCheckout>

/** Creates a checkout with its price. */
export function createFakeCheckout(id: string, description: string, price: Money) {
  let amount = price
  let prices = 1
  const issued = new Set<string>()

  /** The quote of the current price: the same one until the price changes or the quote expires. */
  const quote = () => {
    const text = `quote-${id}-${amount.value}-${prices}`
    issued.add(text)
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
    /** Throws `amount_changed` for a quote of another price, and `invalid_request` for one that was never issued. */
    checkQuote(sent: string, scenario: Scenario): void {
      if (scenario === 'price_changes' && prices === 1) amount = { ...amount, value: amount.value + 150 }
      if ((scenario === 'price_changes' || scenario === 'quote_expires') && prices === 1) prices = 2
      if (!issued.has(sent)) throw new FakeProblemError('invalid_request')
      if (sent !== quote()) throw new FakeProblemError('amount_changed', { amount, quote: quote() })
    },
  }
}
