import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { createCustomer, type Customer } from '../support/customer.ts'
import { openTestShop, type TestShop } from '../support/shop.ts'
import { openWire, type Wire } from './postgres-proxy.ts'

const minute = 60_000

let shop: TestShop
let wire: Wire
let cardfile: Cardfile
let ada: Customer
let way: { cardId: string }
/** What happens between the gateway's answer to the next order and the shop's reading of it. */
let whenAnswered = () => {}
beforeAll(async () => {
  const webhooks = async (input: string | URL | Request, init?: RequestInit) =>
    cardfile.handle(new Request(input, init))
  shop = await openTestShop('postgres', {}, { fetch: webhooks })
  wire = await openWire(shop)
  const { gateway } = shop.options
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const answer = await (gateway.fetch ?? fetch)(request)
    if (request.method === 'POST') whenAnswered()
    return answer
  }
  const options = { ...shop.options, database: wire.pool, gateway: { ...gateway, fetch: ask } }
  cardfile = assembleCardfile(options, shop.clock)
  ada = createCustomer({ cardfile, sandbox: shop.sandbox, checkouts: shop.checkouts }, 'ada')
  way = { cardId: (await ada.saveCard()).id }
})
afterAll(async () => {
  await cardfile.close()
  await wire.close()
  await shop.close()
})

const posts = () => shop.gatewayRequests.filter((request) => request.startsWith('POST')).length
const passTime = async (minutes: number) => {
  shop.clock.offsetMs += minutes * minute
  await cardfile.reconcile()
}

it('takes no payment and no webhook while the database is gone, and says that it is not well', async () => {
  const checkoutId = ada.newCheckout(1295)
  const hosted = await ada.pay(checkoutId)
  const [row] = await shop.query(`select order_id from cardfile_payment where id = '${hosted.id}'`)
  const other = ada.newCheckout(1295)
  const { quote } = await ada.checkout(other)
  const before = posts()
  wire.cut()
  const body = { checkoutId: other, quote, method: { type: 'saved-card', ...way } }
  const pressed = await ada.send('POST', '/payments', body, { 'idempotency-key': crypto.randomUUID() })
  const webhook = await ada.send('POST', '/webhooks', { order_id: row?.['order_id'] })
  const health = await ada.send('GET', '/health')
  expect([pressed.status, webhook.status, health.status]).toEqual([503, 503, 503])
  expect(posts()).toBe(before)
  wire.mend()
  expect(await ada.pay(other, way)).toMatchObject({ status: 'succeeded' })
})

it('says that a charge is being confirmed when the database goes just after it, and records it when that is back', async () => {
  const checkoutId = ada.newCheckout(1295)
  whenAnswered = wire.cut
  const before = posts()
  const payment = await ada.pay(checkoutId, { ...way, cvc: '123' })
  whenAnswered = () => {}
  expect(payment).toMatchObject({ status: 'confirming', mayPayAgain: false })
  wire.mend()
  expect((await ada.press(checkoutId, way)).status).toBe(409)
  await passTime(1)
  await passTime(1)
  expect(await ada.payment(payment.id)).toMatchObject({ status: 'succeeded' })
  expect(posts()).toBe(before + 1)
})

it('records what was paid during half an hour without a database, in which every webhook was lost', async () => {
  const checkoutId = ada.newCheckout(1295)
  const hosted = await ada.pay(checkoutId)
  const [row] = await shop.query(`select order_id from cardfile_payment where id = '${hosted.id}'`)
  const orderId = String(row?.['order_id'])
  wire.cut()
  await shop.sandbox.pay(orderId, { card: 'visa-1111' })
  const attempts = () => shop.sandbox.deliveries.list(orderId).flatMap((delivery) => delivery.attempts)
  await expect.poll(attempts).not.toEqual([])
  expect(attempts().map(({ status }) => status)).toEqual(attempts().map(() => 503))
  wire.mend()
  await passTime(30)
  expect((await ada.checkout(checkoutId)).payment).toMatchObject({ id: hosted.id, status: 'succeeded' })
})
