import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { createCustomer, type Customer } from '../support/customer.ts'
import { openTestShop, type TestShop } from '../support/shop.ts'
import { openPostgresProxy, type PostgresProxy } from './postgres-proxy.ts'

const minute = 60_000

let shop: TestShop
let proxy: PostgresProxy
let cardfile: Cardfile
let ada: Customer
let card: { cardId: string }
/** Called after the gateway has answered an order POST, before the shop reads the answer. */
let onAnswered = () => {}
beforeAll(async () => {
  const webhooks = async (input: string | URL | Request, init?: RequestInit) =>
    cardfile.handle(new Request(input, init))
  shop = await openTestShop('postgres', {}, { fetch: webhooks })
  proxy = await openPostgresProxy(shop)
  const { gateway } = shop.options
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const answer = await (gateway.fetch ?? fetch)(request)
    if (request.method === 'POST') onAnswered()
    return answer
  }
  const options = { ...shop.options, database: proxy.pool, gateway: { ...gateway, fetch: send } }
  cardfile = assembleCardfile(options, shop.clock)
  ada = createCustomer({ cardfile, sandbox: shop.sandbox, checkouts: shop.checkouts }, 'ada')
  card = { cardId: (await ada.saveCard()).id }
})
afterAll(async () => {
  await cardfile.close()
  await proxy.close()
  await shop.close()
})

const posts = () => shop.gatewayRequests.filter((request) => request.startsWith('POST')).length
const advance = async (minutes: number) => {
  shop.clock.offsetMs += minutes * minute
  await cardfile.reconcile()
}

it('answers 503 to payments, webhooks and health checks while the database is down', async () => {
  const checkoutId = ada.newCheckout(1295)
  const hosted = await ada.pay(checkoutId)
  const [row] = await shop.query(`select order_id from cardfile_payment where id = '${hosted.id}'`)
  const other = ada.newCheckout(1295)
  const { quote } = await ada.checkout(other)
  const before = posts()
  proxy.cut()
  const body = { checkoutId: other, quote, method: { type: 'saved-card', ...card } }
  const pressed = await ada.send('POST', '/payments', body, { 'idempotency-key': crypto.randomUUID() })
  const webhook = await ada.send('POST', '/webhooks', { order_id: row?.['order_id'] })
  const health = await ada.send('GET', '/health')
  expect([pressed.status, webhook.status, health.status]).toEqual([503, 503, 503])
  expect(posts()).toBe(before)
  proxy.restore()
  expect(await ada.pay(other, card)).toMatchObject({ status: 'succeeded' })
})

it('answers confirming when the database goes down right after a charge, and records the charge once it is back', async () => {
  const checkoutId = ada.newCheckout(1295)
  onAnswered = proxy.cut
  const before = posts()
  const payment = await ada.pay(checkoutId, { ...card, cvc: '123' })
  onAnswered = () => {}
  expect(payment).toMatchObject({ status: 'confirming', mayPayAgain: false })
  proxy.restore()
  expect((await ada.press(checkoutId, card)).status).toBe(409)
  await advance(1)
  await advance(1)
  expect(await ada.payment(payment.id)).toMatchObject({ status: 'succeeded' })
  expect(posts()).toBe(before + 1)
})

it('records what was paid while the database was down for half an hour and every webhook was lost', async () => {
  const checkoutId = ada.newCheckout(1295)
  const hosted = await ada.pay(checkoutId)
  const [row] = await shop.query(`select order_id from cardfile_payment where id = '${hosted.id}'`)
  const orderId = String(row?.['order_id'])
  proxy.cut()
  await shop.sandbox.pay(orderId, { card: 'visa-1111' })
  const attempts = () => shop.sandbox.deliveries.list(orderId).flatMap((delivery) => delivery.attempts)
  await expect.poll(attempts).not.toEqual([])
  expect(attempts().map(({ status }) => status)).toEqual(attempts().map(() => 503))
  proxy.restore()
  await advance(30)
  expect((await ada.checkout(checkoutId)).payment).toMatchObject({ id: hosted.id, status: 'succeeded' })
})
