import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { createCustomer, type Customer } from '../support/customer.ts'
import { openTestShop, type TestShop } from '../support/shop.ts'
import { openPostgresProxy, type PostgresProxy } from './postgres-proxy.ts'

let shop: TestShop
let proxy: PostgresProxy
let cardfile: Cardfile
let ada: Customer
let card: { cardId: string }
beforeAll(async () => {
  shop = await openTestShop('postgres')
  proxy = await openPostgresProxy(shop)
  cardfile = assembleCardfile({ ...shop.options, database: proxy.pool, rateLimits: 'off' }, shop.clock)
  ada = createCustomer({ cardfile, sandbox: shop.sandbox, checkouts: shop.checkouts }, 'ada')
  card = { cardId: (await ada.saveCard()).id }
})
afterAll(async () => {
  await cardfile.close()
  await proxy.close()
  await shop.close()
})

const chargesOf = async (checkoutId: string) => {
  const rows = await shop.query(`select ref from cardfile_payment where checkout_id = '${checkoutId}'`)
  const refs = new Set(rows.map(({ ref }) => ref))
  return shop.sandbox.orders.list().filter((order) => order.charged > 0 && refs.has(order.merchantOrderId))
}

describe('when the connection to Postgres is lost at COMMIT', () => {
  it('reads the claim back and sends it once, if only the answer to the COMMIT was lost', async () => {
    const checkoutId = ada.newCheckout(1295)
    const before = shop.gatewayRequests.filter((request) => request.startsWith('POST')).length
    proxy.breakAt(1, 'after')
    expect(await ada.pay(checkoutId, card)).toMatchObject({ status: 'succeeded' })
    expect(shop.gatewayRequests.filter((request) => request.startsWith('POST'))).toHaveLength(before + 1)
    expect(await chargesOf(checkoutId)).toHaveLength(1)
  })

  it('sends nothing if the claim was not committed', async () => {
    const checkoutId = ada.newCheckout(1295)
    const before = shop.gatewayRequests.filter((request) => request.startsWith('POST')).length
    proxy.breakAt(1, 'before')
    expect((await ada.press(checkoutId, card)).status).toBe(503)
    expect(shop.gatewayRequests.filter((request) => request.startsWith('POST'))).toHaveLength(before)
    expect(await ada.pay(checkoutId, card)).toMatchObject({ status: 'succeeded' })
  })

  it.each([
    [2, 'before'],
    [2, 'after'],
    [3, 'before'],
    [3, 'after'],
  ] as const)('records the charge if COMMIT number %i is lost, %s Postgres receives it', async (commit, when) => {
    const checkoutId = ada.newCheckout(1295)
    proxy.breakAt(commit, when)
    await ada.pay(checkoutId, card)
    for (const minutes of [1, 1]) {
      shop.clock.offsetMs += minutes * 60_000
      await cardfile.reconcile()
    }
    expect(await ada.checkout(checkoutId)).toMatchObject({ payment: { status: 'succeeded' } })
    expect(await chargesOf(checkoutId)).toHaveLength(1)
    const [log] = await shop.query(
      `select count(*) as count from cardfile_payment_log join cardfile_payment on payment_id = id
       where checkout_id = '${checkoutId}' and to_state = 'succeeded'`,
    )
    expect(Number(log?.['count'])).toBe(1)
  })
})
