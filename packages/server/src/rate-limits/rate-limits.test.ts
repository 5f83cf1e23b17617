import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const hour = 60 * 60_000

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind)
  })
  afterAll(() => shop.close())

  it('allows a customer twenty payments in ten minutes, however many come at once, and answers when to retry', async () => {
    const ada = shop.customer('ada')
    const checkouts = Array.from({ length: 30 }, () => ada.newCheckout(1295))
    const answers = await Promise.all(checkouts.map((checkoutId) => ada.press(checkoutId)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(checkouts.length - 20)
    const wait = Number(refused[0]?.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(600)

    shop.clock.offsetMs += hour
    expect((await ada.press(ada.newCheckout(1295))).status).toBe(201)
  })

  it('counts each customer separately', async () => {
    const bob = shop.customer('bob')
    expect((await bob.press(bob.newCheckout(1295))).status).toBe(201)
  })

  it('locks a card for an hour after three wrong CVCs, with or without a CVC, and leaves the hosted page open', async () => {
    const chloe = shop.customer('chloe')
    const card = await chloe.saveCard()
    for (const expected of ['declined', 'declined', 'declined']) {
      expect(await chloe.pay(chloe.newCheckout(995), { cardId: card.id, cvc: '666' })).toMatchObject({
        status: expected,
      })
    }
    for (const cvc of [{ cvc: '123' }, {}]) {
      const answer = await chloe.press(chloe.newCheckout(995), { cardId: card.id, ...cvc })
      expect([answer.status, Number(answer.headers.get('retry-after')) > 3_500]).toEqual([429, true])
    }
    expect(await chloe.pay(chloe.newCheckout(995))).toMatchObject({ status: 'redirect' })
    shop.clock.offsetMs += hour
    expect(await chloe.pay(chloe.newCheckout(995), { cardId: card.id, cvc: '123' })).toMatchObject({
      status: 'succeeded',
    })
  })

  it('forgets wrong CVCs after a right one', async () => {
    const dan = shop.customer('dan')
    const card = await dan.saveCard()
    for (const cvc of ['666', '666', '123', '666', '666', '123']) {
      const { status } = await dan.pay(dan.newCheckout(995), { cardId: card.id, cvc })
      expect(status).toBe(cvc === '123' ? 'succeeded' : 'declined')
    }
  })

  it('allows no more CVC guesses in parallel than in sequence', async () => {
    const eve = shop.customer('eve')
    const card = await eve.saveCard()
    const guesses = Array.from({ length: 12 }, () => eve.press(eve.newCheckout(995), { cardId: card.id, cvc: '666' }))
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(3)
  })

  it('refuses to charge a card that was declined five times in a day', async () => {
    const fay = shop.customer('fay')
    const card = await fay.saveCard()
    for (let decline = 0; decline < 5; decline += 1) await fay.pay(fay.newCheckout(666005), { cardId: card.id })
    expect((await fay.press(fay.newCheckout(995), { cardId: card.id })).status).toBe(429)
  })
})

it('does not count a payment that was never sent', async () => {
  const shop = await openTestShop('embedded', {
    gateway: { apiKey: 'test_key', mode: 'test', baseUrl: 'http://127.0.0.1:4019' },
  })
  const ada = shop.customer('ada')
  for (let press = 0; press < 22; press += 1) {
    expect(await ada.pay(ada.newCheckout(1295))).toMatchObject({
      status: 'declined',
      decline: { reason: 'processing_error', advice: 'try_again' },
    })
  }
  await shop.close()
})

it('counts an address across all its customers when the address is known', async () => {
  const shop = await openTestShop('embedded', { rateLimits: { paymentsPerAddress: { limit: 2, withinMs: hour } } })
  const press = async (customerId: string, address: string) => {
    const customer = shop.customer(customerId)
    const checkoutId = customer.newCheckout(1295)
    const { quote } = await customer.checkout(checkoutId)
    const request = new Request('http://shop.test/api/cardfile/payments', {
      method: 'POST',
      headers: {
        'x-test-customer': customerId,
        origin: 'http://shop.test',
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ checkoutId, quote, method: { type: 'new-card', save: null } }),
    })
    return (await shop.cardfile.handle(request, { address })).status
  }
  expect(await press('ada', '203.0.113.7')).toBe(201)
  expect(await press('bob', '203.0.113.7')).toBe(201)
  expect(await press('chloe', '203.0.113.7')).toBe(429)
  expect(await press('chloe', '203.0.113.8')).toBe(201)
  await shop.close()
})
