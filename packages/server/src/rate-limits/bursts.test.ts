import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, publicUrl, type TestShop } from '../../test/support/shop.ts'
import type { Customer, Press } from '../../test/support/customer.ts'
import { savedCardLimit } from '../cards/card-limit.ts'
import { wrongCvcLimit } from '../cards/card-lock.ts'

const hour = 60 * 60_000
/** Presses in a burst: all of them in the soak and across connections, elsewhere just more than any limit allows. */
const most = 200
const few = process.env['CARDFILE_SOAK'] === '1' ? most : 60
const rateLimits = {
  paymentsPerCustomer: { limit: 14, withinMs: hour },
  paymentsPerCustomerAndDay: { limit: 18, withinMs: 24 * hour },
  paymentsPerAddress: { limit: 20, withinMs: hour },
  hostedStartsPerCustomer: { limit: 11, withinMs: hour },
  declinesPerCard: { limit: 5, withinMs: 24 * hour },
} as const

describe.each(DATABASE_KINDS)(`of many requests at once, on the %s database,`, { timeout: 180_000 }, (kind) => {
  // The embedded database has one connection, which runs presses in sequence.
  const racers = kind === 'postgres' ? most : few
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind, { rateLimits })
  })
  afterAll(() => shop.close())

  /**
   * Presses concurrently, each on its own checkout. Returns how many were accepted. The others were answered 429, or 503 on a
   * busy machine, where waiting for the counter's row timed out.
   */
  async function burst(customer: Customer, press: Press, value = 995, presses = few): Promise<number> {
    const checkouts = Array.from({ length: presses }, () => customer.newCheckout(value))
    const answers = await Promise.all(checkouts.map((checkoutId) => customer.press(checkoutId, press)))
    for (const { status, headers } of answers) {
      expect([201, 429, 503]).toContain(status)
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    }
    return answers.filter(({ status }) => status === 201).length
  }

  const countOf = async (where: string) => (await shop.query(`select 1 from cardfile_payment where ${where}`)).length

  it('no more start a hosted payment than the limit of hosted starts', async () => {
    const before = shop.gatewayRequests.length
    expect(await burst(shop.customer('hosted'), {})).toBe(rateLimits.hostedStartsPerCustomer.limit)
    // No refused press reached the gateway.
    expect(shop.gatewayRequests.slice(before).filter((request) => request.startsWith('POST'))).toHaveLength(
      rateLimits.hostedStartsPerCustomer.limit,
    )
  })

  it('no more charge a saved card than the limit of charges, and no more than the day’s', async () => {
    const customer = shop.customer('charged')
    const { id } = await customer.saveCard()
    // The payment that saves the card counts too.
    expect(await burst(customer, { cardId: id }, 995, racers)).toBeLessThanOrEqual(
      rateLimits.paymentsPerCustomer.limit - 1,
    )
    expect(await countOf(`customer_id = 'charged'`)).toBeLessThanOrEqual(rateLimits.paymentsPerCustomer.limit)
    shop.clock.offsetMs += hour
    for (let press = 0; press < 12; press += 1) await customer.press(customer.newCheckout(995), { cardId: id })
    expect(await countOf(`customer_id = 'charged'`)).toBe(rateLimits.paymentsPerCustomerAndDay.limit)
    shop.clock.offsetMs = 0
  })

  it('no more are declined on one card than the limit of declines', async () => {
    const customer = shop.customer('declined')
    const { id } = await customer.saveCard()
    const decline = 666005
    await burst(customer, { cardId: id }, decline)
    for (let more = 0; more < 6; more += 1) await customer.press(customer.newCheckout(decline), { cardId: id })
    const declined = await countOf(`card_id = '${id}' and state = 'declined'`)
    expect(declined).toBe(rateLimits.declinesPerCard.limit)
  })

  it('no more try a wrong CVC than lock a card', async () => {
    const customer = shop.customer('guessed')
    const { id } = await customer.saveCard()
    await burst(customer, { cardId: id, cvc: '666' })
    const guesses = await countOf(`card_id = '${id}' and has_cvc`)
    expect(guesses).toBeGreaterThan(0)
    expect(guesses).toBeLessThanOrEqual(wrongCvcLimit)
  })

  it('no more save a card than the card limit', async () => {
    const customer = shop.customer('collector')
    expect(await burst(customer, { save: true })).toBe(savedCardLimit)
    expect((await customer.press(customer.newCheckout(995), { save: true })).status).toBe(429)
  })

  it('no more come from one address than its limit, whatever customers they name', async () => {
    const presses = Array.from({ length: racers }, async (_, index) => {
      const customer = shop.customer(`household-${index}`)
      const checkoutId = customer.newCheckout(995)
      const { quote } = await customer.checkout(checkoutId)
      const request = new Request(`${publicUrl}/payments`, {
        method: 'POST',
        headers: {
          'x-test-customer': `household-${index}`,
          // No proxy is trusted, so this header is ignored.
          'x-forwarded-for': `203.0.113.${index}`,
          origin: 'http://shop.test',
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify({ checkoutId, quote, method: { type: 'new-card', save: null } }),
      })
      return (await shop.cardfile.handle(request, { address: '198.51.100.7' })).status
    })
    const statuses = await Promise.all(presses)
    expect(statuses.filter((status) => status === 201)).toHaveLength(rateLimits.paymentsPerAddress.limit)
  })

  it('no more than three webhooks about one order poll the gateway', async () => {
    const customer = shop.customer('hinted')
    const { id } = await customer.pay(customer.newCheckout(995))
    const [row] = (await shop.query(`select order_id from cardfile_payment where id = '${id}'`)) as [
      { order_id: string },
    ]
    const before = shop.gatewayRequests.length
    const hints = Array.from({ length: racers }, () =>
      shop.customer(null).send('POST', '/webhooks', { order_id: row.order_id }),
    )
    for (const answer of await Promise.all(hints)) expect([200, 429]).toContain(answer.status)
    expect(
      shop.gatewayRequests.slice(before).filter((request) => request.startsWith('GET')).length,
    ).toBeLessThanOrEqual(3)
  })
})
