import { embeddedDatabase } from '@cardfile/server/embedded'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkoutCreatedSchema } from '../../api/shop-api.ts'
import { createShopRoutes } from './routes.ts'
import { createShopStore } from './store.ts'

const publicUrl = 'http://localhost:5173'
const database = embeddedDatabase()
const store = createShopStore(database)
const shop = createShopRoutes({ store, publicUrl })

beforeAll(async () => {
  await database.open()
  await store.createTables()
}, 30_000)
afterAll(() => database.close())

interface Ask {
  readonly method?: string
  readonly body?: unknown
  readonly as?: string
  readonly headers?: Record<string, string>
}

async function ask(path: string, { method, body, as, headers }: Ask = {}) {
  const response = await shop.request(path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(as === undefined ? {} : { cookie: `demo_customer=${as}` }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer: unknown = await response.json()
  return { status: response.status, body: answer, headers: response.headers }
}

async function newCheckout(as: string): Promise<string> {
  const { status, body } = await ask('/checkouts', { as, body: teaAndBiscuits })
  expect(status).toBe(201)
  return v.parse(checkoutCreatedSchema, body).checkoutId
}

const teaAndBiscuits = {
  items: [
    { sku: 'breakfast-tea', quantity: 1 },
    { sku: 'oat-biscuits', quantity: 2 },
  ],
}

describe('the shop', () => {
  it('signs a customer in by name', async () => {
    const { status, headers } = await ask('/session', { body: { customer: 'dora' } })
    expect(status).toBe(200)
    expect(headers.get('set-cookie')).toContain('demo_customer=dora;')
    expect((await ask('/session', { as: 'dora' })).body).toEqual({ customer: 'dora' })
    expect((await ask('/session')).body).toEqual({ customer: null })
  })

  it('lists its products', async () => {
    const { body } = await ask('/products')
    expect(body).toMatchObject({
      products: expect.arrayContaining([
        { sku: 'oat-biscuits', name: 'Oat biscuits', amount: { value: 995, currency: 'EUR' } },
      ]),
    })
  })

  it('creates a checkout from a cart and prices it itself', async () => {
    expect(await store.findCheckout(await newCheckout('ada'), 'ada')).toMatchObject({
      amount: { value: 3285, currency: 'EUR' },
      description: 'Breakfast tea, 2 × Oat biscuits',
      paid: false,
    })
  })

  it.each([
    { items: [] },
    { items: [{ sku: 'breakfast-tea', quantity: 0 }] },
    { items: [{ sku: 'breakfast-tea', quantity: 10 }] },
    { items: [{ sku: 'gold', quantity: 1 }] },
    { items: [{ sku: 'breakfast-tea', quantity: 1, price: 1 }] },
    'tea',
  ])('refuses an invalid cart: %j', async (body) => {
    expect(await ask('/checkouts', { as: 'ada', body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
  })

  it('sells only to a signed-in customer', async () => {
    expect(await ask('/checkouts', { body: teaAndBiscuits })).toMatchObject({ status: 401 })
  })

  it("hides another customer's checkout", async () => {
    const checkoutId = await newCheckout('ada')
    expect(await ask(`/checkouts/${checkoutId}`, { as: 'ada' })).toMatchObject({ status: 200 })
    expect(await ask(`/checkouts/${checkoutId}`, { as: 'bob' })).toMatchObject({ status: 404 })
    expect(await store.findCheckout(checkoutId, 'bob')).toBeUndefined()
    expect((await ask('/checkouts', { as: 'bob' })).body).toEqual({ orders: [] })
  })

  it('changes the price of a checkout', async () => {
    const checkoutId = await newCheckout('ada')
    const path = `/checkouts/${checkoutId}/amount`
    expect(await ask(path, { method: 'PUT', body: { value: 995 } })).toMatchObject({ status: 200 })
    expect(await store.findCheckout(checkoutId, 'ada')).toMatchObject({ amount: { value: 995 } })
    expect(await ask(path, { method: 'PUT', body: { value: 9.95 } })).toMatchObject({ status: 400 })
    expect(await ask('/checkouts/none/amount', { method: 'PUT', body: { value: 1 } })).toMatchObject({ status: 404 })
  })

  it('records a repeated event once, and marks its checkout paid', async () => {
    const checkoutId = await newCheckout('eve')
    const event = {
      id: 'event-1',
      type: 'payment.succeeded',
      checkoutId,
      paymentId: 'p1',
      at: '2026-11-22T10:00:00.000Z',
    }
    await store.recordEvent({ ...event, customer: 'eve' })
    await store.recordEvent({ ...event, customer: 'eve' })
    expect((await ask('/events')).body).toEqual({ events: [event] })
    expect((await ask('/checkouts', { as: 'eve' })).body).toMatchObject({ orders: [{ checkoutId, paid: true }] })
  })

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: publicUrl },
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
  ])('refuses a state-changing request from another site: %j', async (headers) => {
    const answer = await ask('/session', { body: { customer: 'ada' }, headers })
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden_origin' } })
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})
