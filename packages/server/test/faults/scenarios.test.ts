import { amountOfScenario, SCENARIOS } from '@cardfile/sandbox'
import type { Payment } from '@cardfile/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../support/shop.ts'

/** Ten minutes in thirty seconds, here and at the gateway. */
const timeScale = 0.05

/** Final statuses that do not simply follow from whether the order was charged. */
const ENDINGS: Readonly<Record<string, Payment['status']>> = {
  'step-up': 'redirect',
  silence: 'confirming',
  // The order of the answer cannot be fetched, so the payment may be paid.
  phantom: 'confirming',
  'authorised-only': 'review',
  'wrong-amount': 'review',
  'wrong-currency': 'review',
  'wrong-project': 'review',
  'wrong-mode': 'review',
  // No answer identifies the order, so the shop concludes after the absence horizon that there is none.
  'wrong-reference': 'cancelled',
}

describe.each(DATABASE_KINDS)('on the %s database, a charge of a saved card in the scenario', (kind) => {
  let shop: TestShop
  const outcomes = new Map<string, Payment>()

  beforeAll(async () => {
    shop = await openTestShop(kind, { timeScale, rateLimits: 'off' }, { timeScale })
    const card = await shop.customer('ada').saveCard()
    const ada = shop.customer('ada')
    const pressed = await Promise.all(
      SCENARIOS.map(async (scenario) => {
        const checkoutId = `checkout-${scenario.id}`
        const amount = { value: amountOfScenario(scenario), currency: 'EUR' }
        shop.checkouts.set(checkoutId, { amount, description: scenario.id, customerId: 'ada' })
        return { id: scenario.id, payment: await ada.pay(checkoutId, { cardId: card.id }) }
      }),
    )
    // Real time for the gateway's delays, the clock offset for the shop's.
    for (let step = 0; step < 24; step += 1) {
      shop.clock.offsetMs += 3_000
      await new Promise((resolve) => setTimeout(resolve, 100))
      await shop.cardfile.reconcile()
    }
    for (const { id, payment } of pressed) outcomes.set(id, await ada.payment(payment.id))
  }, 120_000)
  afterAll(() => shop.close())

  it.each(SCENARIOS)('$id: $sentence', ({ id, ...scenario }) => {
    const payment = outcomes.get(id)
    const amount = amountOfScenario({ id, ...scenario })
    const orders = shop.sandbox.orders.list().filter((order) => order.amount === amount)
    const isCharged = orders.some(({ status }) => status === 'completed')

    expect(orders.length, 'orders at the gateway').toBeLessThanOrEqual(1)
    const expected = ENDINGS[id] ?? (isCharged ? 'succeeded' : expect.stringMatching(/^(declined|cancelled|expired)$/))
    expect(payment?.status).toEqual(expected)
    if (payment?.mayPayAgain === true && id !== 'wrong-reference') expect(isCharged).toBe(false)
  })

  it('delivers one event for every success', () => {
    const succeeded = [...outcomes.values()].filter(({ status }) => status === 'succeeded').map(({ id }) => id)
    const delivered = shop.events.filter(({ type }) => type === 'payment.succeeded').map(({ paymentId }) => paymentId)
    expect(new Set(delivered).size).toBe(delivered.length)
    expect(delivered).toEqual(expect.arrayContaining(succeeded))
  })
})
