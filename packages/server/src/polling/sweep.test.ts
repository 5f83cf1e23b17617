import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assembleCardfile } from '../cardfile.ts'
import { DATABASE_KINDS, gatewayUrl, openTestShop, type TestShop } from '../../test/support/shop.ts'

const minute = 60_000

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind)
  })
  afterAll(() => shop.close())

  /** Loses a charge until it is declared absent. The gateway creates its order late. */
  async function pressAndLose(customerId: string) {
    const customer = shop.customer(customerId)
    const card = await customer.saveCard()
    const checkoutId = customer.newCheckout(995)
    const noAnswer = { answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } } as const
    shop.sandbox.script({ commit: { afterMs: 1_500 }, ...noAnswer })
    const lost = await customer.pay(checkoutId, { cardId: card.id })
    expect(lost).toMatchObject({ status: 'confirming', mayPayAgain: false })
    for (let pass = 0; pass < 4; pass += 1) {
      shop.clock.offsetMs += 6 * minute
      await shop.cardfile.reconcile()
    }
    expect(await customer.payment(lost.id)).toMatchObject({ status: 'cancelled', mayPayAgain: true })
    return { customer, card, checkoutId, lost }
  }

  const commitLate = () => new Promise((resolve) => setTimeout(resolve, 1_600))
  const nextSweep = () => {
    shop.clock.offsetMs += 61 * minute
    return shop.cardfile.reconcile()
  }

  it('records a charge that was declared absent, once the gateway shows it', async () => {
    const { customer, lost } = await pressAndLose('ada')
    await commitLate()
    expect(await nextSweep()).toMatchObject({ repaired: 1 })
    expect(await customer.payment(lost.id)).toMatchObject({ status: 'succeeded' })
    expect(await nextSweep()).toMatchObject({ repaired: 0 })
  })

  it('calls it surplus when the customer has paid again by then', async () => {
    const { customer, card, checkoutId, lost } = await pressAndLose('bob')
    const second = await customer.pay(checkoutId, { cardId: card.id })
    await commitLate()
    await nextSweep()
    expect(await customer.payment(lost.id)).toMatchObject({ status: 'surplus', mayPayAgain: false })
    expect((await customer.checkout(checkoutId)).payment).toMatchObject({ id: second.id, status: 'succeeded' })
    const types = shop.events.filter((event) => event.checkoutId === checkoutId).map(({ type }) => type)
    expect(types).toContain('payment.surplus')
    expect(await (await customer.send('GET', '/health')).json()).toMatchObject({ surplus: 1 })
  })

  it('restores the payment of a paid order that a restored backup lacks', async () => {
    const chloe = shop.customer('chloe')
    const card = await chloe.saveCard()
    const checkoutId = chloe.newCheckout(995)
    await chloe.pay(checkoutId, { cardId: card.id })
    await shop.query(`delete from cardfile_payment where checkout_id = '${checkoutId}'`)
    await shop.query(`delete from cardfile_checkout where id = '${checkoutId}'`)
    expect((await chloe.checkout(checkoutId)).payment).toBeNull()
    await nextSweep()
    expect((await chloe.checkout(checkoutId)).payment).toMatchObject({ status: 'succeeded', amount: { value: 995 } })
    expect((await chloe.press(checkoutId, { cardId: card.id })).status).toBe(409)
  })

  it('restores the kind of a payment from its order', async () => {
    const dan = shop.customer('dan')
    const card = await dan.saveCard()
    const hosted = dan.newCheckout(995)
    await dan.typeCard(await dan.pay(hosted))
    const charged = dan.newCheckout(995)
    await dan.pay(charged, { cardId: card.id })
    for (const id of [hosted, charged]) {
      await shop.query(`delete from cardfile_payment where checkout_id = '${id}'`)
      await shop.query(`delete from cardfile_checkout where id = '${id}'`)
    }
    await nextSweep()
    const kindOf = async (id: string) =>
      (await shop.query(`select kind from cardfile_payment where checkout_id = '${id}'`)).map((row) => row['kind'])
    expect([await kindOf(hosted), await kindOf(charged)]).toEqual([['hosted'], ['one_click']])
  })

  /** Creates an order at the gateway without this shop. Returns its id. */
  async function makeOrder(order: Record<string, unknown>): Promise<string> {
    const answer = await shop.sandbox.fetch(
      new Request(`${gatewayUrl}/v1/orders/`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('test_key:')}`, 'content-type': 'application/json' },
        body: JSON.stringify({ amount: 995, currency: 'EUR', ...order }),
      }),
    )
    expect(answer.status).toBe(201)
    return v.parse(v.object({ id: v.string() }), await answer.json()).id
  }
  const payOrder = (id: string) => shop.sandbox.pay(id, { card: 'visa-1111' })
  const refOf = async (checkoutId: string) =>
    String((await shop.query(`select ref from cardfile_payment where checkout_id = '${checkoutId}'`))[0]?.['ref'])

  it('leaves paid orders of others on the same gateway account alone', async () => {
    const order = {
      merchant_order_id: 'cfothershop-1',
      extra: { checkout_id: 'theirs', payment_kind: 'hosted' },
      customer: { merchant_customer_id: 'ada' },
    }
    await payOrder(await makeOrder(order))
    expect(await nextSweep()).toMatchObject({ repaired: 0 })
    expect(await shop.query(`select 1 from cardfile_checkout where id = 'theirs'`)).toEqual([])
  })

  it('records a second paid order of one payment as surplus, and announces it once', async () => {
    const eve = shop.customer('eve')
    const card = await eve.saveCard()
    const checkoutId = eve.newCheckout(995)
    const { id } = await eve.pay(checkoutId, { cardId: card.id })
    await payOrder(await makeOrder({ merchant_order_id: await refOf(checkoutId) }))
    expect(await nextSweep()).toMatchObject({ repaired: 1 })
    expect(await nextSweep()).toMatchObject({ repaired: 0 })
    expect((await eve.checkout(checkoutId)).payment).toMatchObject({ id, status: 'succeeded' })
    const events = shop.events.filter((event) => event.checkoutId === checkoutId)
    expect(events.map(({ type }) => type)).toEqual(['payment.succeeded', 'payment.surplus'])
    expect(events[1]).toMatchObject({ customerId: 'eve', amount: { value: 995, currency: 'EUR' } })
  })

  it('records a success once when another process records it during the sweep', async () => {
    const gina = shop.customer('gina')
    const payWithoutWebhook = async () => {
      shop.sandbox.script({ webhooks: { kind: 'lost' } })
      const { id } = await gina.pay(gina.newCheckout(995))
      const [row] = await shop.query(`select order_id from cardfile_payment where id = '${id}'`)
      const orderId = String(row?.['order_id'])
      await payOrder(orderId)
      return { id, orderId }
    }
    const unrecorded = [await payWithoutWebhook(), await payWithoutWebhook()]
    const { gateway } = shop.options
    const errors: string[] = []
    const ask: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      const other = unrecorded.find(({ orderId }) => !request.url.includes(orderId))
      if (/orders\/[\w-]{36}/.test(request.url) && other !== undefined) {
        unrecorded.length = 0
        shop.clock.offsetMs += minute
        await gina.payment(other.id)
      }
      return (gateway.fetch ?? fetch)(request)
    }
    const ids = unrecorded.map(({ id }) => id)
    const log = { warn() {}, error: (_: object, sentence: string) => void errors.push(sentence) }
    const sweeping = assembleCardfile({ ...shop.options, logger: log, gateway: { ...gateway, fetch: ask } }, shop.clock)
    shop.clock.offsetMs += 61 * minute
    expect(await sweeping.reconcile()).toMatchObject({ repaired: 1 })
    expect(errors).toEqual(['A paid order was missing; it is recorded'])
    for (const id of ids) expect(await gina.payment(id)).toMatchObject({ status: 'succeeded' })
    expect(await shop.query(`select 1 from cardfile_payment where customer_id = 'gina'`)).toHaveLength(2)
    await sweeping.close()
  })

  it('finds an order that was paid long after it was created, within a day', async () => {
    const finn = shop.customer('finn')
    const checkoutId = finn.newCheckout(995)
    const { id } = await finn.pay(checkoutId)
    expect(await (await finn.send('POST', `/payments/${id}/cancel`)).json()).toMatchObject({ status: 'cancelled' })
    // An order with this payment's reference, paid although the payment was over.
    const late = await makeOrder({ merchant_order_id: await refOf(checkoutId), expiration_period: 'P3D' })
    for (let hours = 0; hours < 5; hours += 1) await nextSweep()
    await payOrder(late)
    let sweeps = 1
    while ((await nextSweep()).repaired === 0 && sweeps < 25) sweeps += 1
    expect(sweeps).toBeLessThanOrEqual(24)
    expect(await finn.payment(id)).toMatchObject({ status: 'succeeded' })
  })
})
