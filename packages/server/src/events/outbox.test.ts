import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CardfileEvent } from './event.ts'
import type { ShopCheckout } from '../options.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const second = 1_000
const hour = 60 * 60 * second

describe.each(DATABASE_KINDS)('on the %s database, an event', { timeout: 90_000 }, (kind) => {
  let shop: TestShop
  let received: CardfileEvent[]
  let isDown: boolean
  beforeEach(async () => {
    received = []
    isDown = true
    shop = await openTestShop(kind, {
      onEvent: (event) => {
        received.push(event)
        if (isDown) throw new Error('The shop does not answer.')
      },
    })
  })
  afterEach(() => shop.close())

  async function pay(): Promise<void> {
    const ada = shop.customer('ada')
    await ada.typeCard(await ada.pay(ada.newCheckout(1295)))
    await expect.poll(() => received.length, { timeout: 30_000 }).toBe(1)
    // The first try is recorded after the delivery.
    const triesOf = async () => (await shop.query('select tries from cardfile_outbox'))[0]?.['tries']
    await expect.poll(triesOf, { timeout: 30_000 }).toBe(1)
  }

  async function reconcileFor(ms: number, every: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += every) {
      shop.clock.offsetMs += every
      await shop.cardfile.reconcile()
    }
  }

  it('is delivered again until the shop accepts it, always with the same id, and then no more', async () => {
    await pay()
    await reconcileFor(40 * second, 5 * second)
    // After 5, 10 and 20 seconds.
    expect(received).toHaveLength(4)
    expect(new Set(received.map(({ id, type, paymentId }) => `${id} ${type} ${paymentId}`)).size).toBe(1)
    isDown = false
    await reconcileFor(2 * hour, hour / 2)
    expect(received).toHaveLength(5)
    expect(await shop.query('select id from cardfile_outbox')).toEqual([])
  })

  it('is retried hourly for three days, and then kept as a dead letter and counted', async () => {
    await pay()
    await reconcileFor(2 * hour, hour / 4)
    const early = received.length
    await reconcileFor(10 * hour, hour / 2)
    expect(received.length - early).toBeGreaterThanOrEqual(8)
    expect(received.length - early).toBeLessThanOrEqual(10)
    await reconcileFor(64 * hour, 2 * hour)
    const last = received.length
    await reconcileFor(24 * hour, 2 * hour)
    expect(received).toHaveLength(last)
    const health = await (await shop.customer('ada').send('GET', '/health')).json()
    expect(health).toMatchObject({ outboxLagSeconds: expect.closeTo(100 * 3_600, -5) })
  })
})

it('is written with the payment, so that a shop that is down loses nothing', async () => {
  const shop = await openTestShop('embedded', { onEvent: () => Promise.reject(new Error('The shop does not answer.')) })
  const ada = shop.customer('ada')
  const payment = await ada.pay(ada.newCheckout(1295))
  await ada.typeCard(payment)
  expect(await ada.payment(payment.id)).toMatchObject({ status: 'succeeded' })
  expect(await shop.query('select id from cardfile_outbox')).toEqual([{ id: `payment.succeeded:${payment.id}` }])
  await shop.close()
})

/** The event's field for each field of the shop's checkout. A new field does not compile without a decision. */
const IN_EVENTS: Readonly<Record<keyof ShopCheckout, keyof CardfileEvent | null>> = {
  amount: 'amount',
  description: null,
}

it.each(Object.entries(IN_EVENTS))('carries the %s of the checkout as %s', async (field, eventField) => {
  const shop = await openTestShop('embedded')
  const ada = shop.customer('ada')
  const checkoutId = ada.newCheckout(1295)
  await ada.typeCard(await ada.pay(checkoutId))
  await shop.cardfile.reconcile()
  const event = shop.events.find(({ type }) => type === 'payment.succeeded')
  const checkout: ShopCheckout | undefined = shop.checkouts.get(checkoutId)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above
  const given = checkout?.[field as keyof ShopCheckout]
  expect(given, 'the test shop’s checkouts have every field').toBeDefined()
  if (eventField !== null) expect(event?.[eventField]).toEqual(given)
  else expect(JSON.stringify(event)).not.toContain(JSON.stringify(given))
  await shop.close()
})
