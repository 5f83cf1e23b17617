import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../support/shop.ts'

const RACES = { postgres: 1_000, embedded: 20 } as const
/** Payments that race concurrently. */
const concurrency = 50

const hintSchema = v.object({ order_id: v.string() })

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  /** Webhooks by order, held back until the other requests are ready to send. */
  const webhooks = new Map<string, Request>()
  let shop: TestShop
  beforeAll(async () => {
    const holdBack: typeof fetch = async (input, init) => {
      const webhook = new Request(input, init)
      webhooks.set(v.parse(hintSchema, await webhook.clone().json()).order_id, webhook)
      return new Response()
    }
    shop = await openTestShop(kind, { rateLimits: 'off' }, { fetch: holdBack })
  }, 120_000)
  afterAll(() => shop.close())

  /** A hosted payment that is paid at the gateway, while the shop has received nothing about it. */
  async function payWithoutHint(customerId: string): Promise<{ paymentId: string; webhook: Request }> {
    const customer = shop.customer(customerId)
    const { id: paymentId } = await customer.pay(customer.newCheckout(1295), { save: true })
    const [row] = await shop.query(`select order_id from cardfile_payment where id = '${paymentId}'`)
    const orderId = String(row?.['order_id'])
    await shop.sandbox.pay(orderId, { card: 'visa-1111' })
    return { paymentId, webhook: await vi.waitUntil(() => webhooks.get(orderId), { interval: 1 }) }
  }

  const counts = async (text: string) => (await shop.query(text)).map(({ n }) => Number(n))

  it(`records one success when return, webhook, poll and reconciler run in the same tick, ${RACES[kind]} times`, async () => {
    const races = RACES[kind]
    for (let race = 0; race < races; race += concurrency) {
      const unhinted = await Promise.all(
        Array.from({ length: Math.min(concurrency, races - race) }, async (_, number) => {
          const customerId = `customer-${race + number}`
          return { customer: shop.customer(customerId), ...(await payWithoutHint(customerId)) }
        }),
      )
      const arrivals = unhinted.flatMap(({ customer, paymentId, webhook }) => [
        shop.cardfile.handle(new Request(webhook.url.replace('/webhooks/', '/return/'))),
        shop.cardfile.handle(webhook),
        customer.send('GET', `/payments/${paymentId}`),
      ])
      const [, ...answers] = await Promise.all([shop.cardfile.reconcile(), ...arrivals])
      for (const answer of answers) expect([200, 303]).toContain(answer.status)
    }
    // An event in delivery is leased: advancing the clock past the lease would deliver it again.
    await vi.waitUntil(async () => (await shop.query('select 1 from cardfile_outbox')).length === 0, {
      timeout: 10_000,
    })
    shop.clock.offsetMs += 60_000
    while ((await shop.cardfile.reconcile()).checked > 0);

    const once = Array.from({ length: races }, () => 1)
    const toSuccess = `select count(*) as n from cardfile_payment_log where to_state = 'succeeded' group by payment_id`
    expect(await counts(toSuccess)).toEqual(once)
    // No transition in between, from the hosted payment page to paid.
    expect(
      await counts(`select count(*) as n from cardfile_payment_log where cause <> 'post' group by payment_id`),
    ).toEqual(once)
    expect(await counts('select count(*) as n from cardfile_card group by customer_id')).toEqual(once)
    for (const type of ['payment.succeeded', 'card.saved']) {
      const delivered = shop.events.filter((event) => event.type === type).map(({ customerId }) => customerId)
      expect([delivered.length, new Set(delivered).size], type).toEqual([races, races])
    }
    expect(shop.events).toHaveLength(2 * races)
  }, 1_800_000)
})
