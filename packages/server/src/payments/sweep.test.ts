import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../testing/shop.ts'

const minute = 60_000

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind)
  })
  afterAll(() => shop.close())

  /** Lets a charge get lost, so that it is taken for absent, before the gateway makes an order of it after all. */
  async function pressAndLose(customerId: string) {
    const customer = shop.customer(customerId)
    const card = await customer.saveCard()
    const checkoutId = customer.newCheckout(995)
    const nothingHeard = { answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } } as const
    shop.sandbox.script({ commit: { afterMs: 1_500 }, ...nothingHeard })
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

  it('records a charge that was taken for absent, once the gateway shows it', async () => {
    const { customer, lost } = await pressAndLose('ada')
    await commitLate()
    expect(await nextSweep()).toMatchObject({ mended: 1 })
    expect(await customer.payment(lost.id)).toMatchObject({ status: 'succeeded' })
    expect(await nextSweep()).toMatchObject({ mended: 0 })
  })

  it('calls it surplus when the customer has paid again by then', async () => {
    const { customer, card, checkoutId, lost } = await pressAndLose('bob')
    const second = await customer.pay(checkoutId, { cardId: card.id })
    await commitLate()
    await nextSweep()
    expect(await customer.payment(lost.id)).toMatchObject({ status: 'surplus', mayPayAgain: false })
    expect((await customer.checkout(checkoutId)).payment).toMatchObject({ id: second.id, status: 'succeeded' })
    const told = shop.events.filter((event) => event.checkoutId === checkoutId).map(({ type }) => type)
    expect(told).toContain('payment.surplus')
    expect(await (await customer.send('GET', '/health')).json()).toMatchObject({ surplus: 1 })
  })

  it('takes a paid order back in whose row a restored backup does not have', async () => {
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

  it('knows what kind of payment an order was that it takes back in', async () => {
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

  it('leaves orders of others on the same gateway account alone', async () => {
    const answer = await shop.sandbox.fetch(
      new Request('http://127.0.0.1:4010/v1/orders/', {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('test_key:')}`, 'content-type': 'application/json' },
        body: JSON.stringify({ amount: 1, currency: 'EUR', merchant_order_id: 'cfsomebodyelse-1' }),
      }),
    )
    expect(answer.status).toBe(201)
    expect(await nextSweep()).toMatchObject({ mended: 0 })
  })
})
