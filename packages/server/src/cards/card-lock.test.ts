import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const hour = 60 * 60_000
const day = 24 * hour
const visa = '4111111111111111'

describe.each(DATABASE_KINDS)('wrong CVCs of a saved card, on the %s database,', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    // Six wrong CVCs are six declines: their rate limit would lock the card first.
    shop = await openTestShop(kind, { rateLimits: { declinesPerCard: { limit: 100, withinMs: day } } })
    shop.sandbox.configure({ tokenPerCard: 'same' })
    toMorning(shop)
  })
  afterAll(() => shop.close())

  const pressWith = (customer: ReturnType<TestShop['customer']>, cardId: string, cvc?: string) =>
    customer.press(customer.newCheckout(995), { cardId, ...(cvc !== undefined && { cvc }) })

  /** Sends six wrong CVCs, in hours in which the card is not locked. */
  async function guessSixTimes(customer: ReturnType<TestShop['customer']>, cardId: string): Promise<void> {
    for (const wait of [0, 0, 0, hour, 0, 0]) {
      shop.clock.offsetMs += wait
      expect((await pressWith(customer, cardId, '666')).status).toBe(201)
    }
    shop.clock.offsetMs += hour
  }

  it('lock it for the rest of the day at the sixth, and the answer says for how long', async () => {
    const ada = shop.customer('ada')
    const card = await ada.saveCard(visa)
    await guessSixTimes(ada, card.id)
    for (const cvc of ['123', undefined]) {
      const answer = await pressWith(ada, card.id, cvc)
      expect(answer.status).toBe(429)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(hour / 1_000)
    }
    expect((await ada.press(ada.newCheckout(995))).status).toBe(201)
    shop.clock.offsetMs += day
    toMorning(shop)
    expect(await (await pressWith(ada, card.id, '123')).json()).toMatchObject({ status: 'succeeded' })
  })

  it('no longer lock it once its holder pays with it on the hosted page and saves it again', async () => {
    const bob = shop.customer('bob')
    const card = await bob.saveCard(visa)
    await guessSixTimes(bob, card.id)
    expect((await pressWith(bob, card.id, '123')).status).toBe(429)
    await bob.typeCard(await bob.pay(bob.newCheckout(995)), visa)
    expect((await pressWith(bob, card.id, '123')).status).toBe(429)
    expect((await bob.saveCard(visa)).id).toBe(card.id)
    expect(await (await pressWith(bob, card.id, '123')).json()).toMatchObject({ status: 'succeeded' })
    toMorning(shop)
  })

  it('cannot be tried more often in parallel than in sequence', async () => {
    const chloe = shop.customer('chloe')
    const card = await chloe.saveCard(visa)
    let tried = 0
    for (let burst = 0; burst < 4; burst += 1) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => pressWith(chloe, card.id, '666')))
      tried += answers.filter(({ status }) => status === 201).length
      shop.clock.offsetMs += hour
    }
    expect(tried).toBeLessThanOrEqual(6)
    toMorning(shop)
  })
})

/** The window of a day starts at midnight UTC: a test that moves the clock by hours must stay within one. */
function toMorning({ clock }: TestShop): void {
  clock.offsetMs += day - ((Date.now() + clock.offsetMs) % day)
}
