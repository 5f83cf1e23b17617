import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../support/shop.ts'
import { createCustomer, type Customer } from '../support/customer.ts'

describe.each(DATABASE_KINDS)('on the %s database, a look that was answered early and arrives late', (kind) => {
  let shop: TestShop
  let cardfile: Cardfile
  let ada: Customer
  /** Set: the next order that is fetched is on its way until this resolves. */
  let hold: Promise<void> | undefined

  beforeAll(async () => {
    shop = await openTestShop(kind)
    const { gateway } = shop.options
    const slow: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      const isHeld = hold !== undefined && request.method === 'GET' && new URL(request.url).search === ''
      const until = hold
      if (isHeld) hold = undefined
      const answer = await (gateway.fetch ?? fetch)(request)
      const body = await answer.text()
      if (isHeld) await until
      return new Response(body, answer)
    }
    cardfile = assembleCardfile({ ...shop.options, gateway: { ...gateway, fetch: slow } }, shop.clock)
    ada = createCustomer({ ...shop, cardfile }, 'ada')
  })
  afterAll(async () => {
    await cardfile.close()
    await shop.close()
  })

  /** Starts a look whose answer is already old when it comes, lets `meanwhile` happen, and hears a newer one first. */
  async function overtake(meanwhile: (orderId: string) => Promise<unknown>, settled: string): Promise<void> {
    const checkoutId = ada.newCheckout(1295)
    const { id } = await ada.pay(checkoutId)
    const [row] = await shop.query(`select order_id from cardfile_payment where id = '${id}'`)
    const orderId = String(row?.['order_id'])
    await shop.sandbox.pay(orderId, { card: 'visa-1105' })
    let release = () => {}
    hold = new Promise((resolve) => (release = resolve))
    shop.clock.offsetMs += 5_000
    const early = cardfile.reconcile()
    await vi.waitUntil(() => hold === undefined)
    await meanwhile(orderId)
    // Its lease is over, as if its process had been frozen: another one looks, a webhook's or this one.
    shop.clock.offsetMs += 61_000
    await vi.waitUntil(async () => (await ada.payment(id)) && (await stateOf(id))?.['state'] === settled, 20_000)
    const before = await stateOf(id)
    release()
    await early
    expect(await stateOf(id)).toEqual(before)
  }

  const stateOf = async (id: string) =>
    (await shop.query(`select state, order_modified, decline_reason from cardfile_payment where id = '${id}'`))[0]

  it('does not take back a success', async () => {
    await overtake((orderId) => shop.sandbox.pay(orderId, { card: 'visa-1111' }), 'succeeded')
  })

  it('does not put back what is under way again', async () => {
    await overtake((orderId) => shop.sandbox.pay(orderId, { card: 'visa-1111', scenario: 'silence' }), 'processing')
  })
})
