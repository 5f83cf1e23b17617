import { randomInt } from 'node:crypto'
import { checkoutSchema, paymentSchema, type Checkout } from '@cardfile/contract'
import type { BrowserContext, Page, Request } from '@playwright/test'
import * as v from 'valibot'
import { createCheckout, movePrice } from './customer.ts'
import { expect } from './shop-test.ts'

/** A returning customer, set up over HTTP instead of through the pages. */

const sandboxView = v.object({ sandbox: v.object({ url: v.string() }) })
const gatewayOrders = v.object({
  orders: v.array(v.object({ id: v.string(), status: v.string(), amount: v.number(), charged: v.number() })),
})

/** An order of this shop at the gateway. */
export type GatewayOrder = v.InferOutput<typeof gatewayOrders>['orders'][number]

/** A checkout with a unique price. */
export interface Purchase {
  readonly checkoutId: string
  /** As formatted on the button. */
  readonly price: string
  /** All its orders at the gateway. */
  readonly orders: () => Promise<GatewayOrder[]>
}

/** Creates a checkout with a unique price. */
export async function createPurchase(page: Page): Promise<Purchase> {
  const checkoutId = await createCheckout(page, 'oat-biscuits')
  // The price identifies the gateway's orders: they carry no checkout id of the shop's.
  const value = randomInt(100_000, 600_000)
  await movePrice(page, checkoutId, value)
  const { sandbox } = v.parse(sandboxView, await (await page.request.get('/demo/sandbox')).json())
  return {
    checkoutId,
    price: (value / 100).toLocaleString('en-GB', { style: 'currency', currency: 'EUR' }),
    async orders() {
      const answer = await page.request.get(`${sandbox.url}/_sandbox/orders`)
      return v.parse(gatewayOrders, await answer.json()).orders.filter(({ amount }) => amount === value)
    },
  }
}

/** Opens a new checkout as a customer with a saved card. */
export async function openWithSavedCard(page: Page): Promise<Purchase> {
  await saveCardByApi(page)
  const purchase = await createPurchase(page)
  await openPurchase(page, purchase)
  return purchase
}

/** Opens a checkout and waits until it can be paid. */
export async function openPurchase(page: Page, { checkoutId, price }: Purchase): Promise<void> {
  await page.goto(`/checkout/${checkoutId}`)
  await page.getByRole('button', { name: `Pay ${price}` }).waitFor()
}

/** Pays over HTTP and saves the card. */
export async function saveCardByApi(page: Page): Promise<void> {
  const checkoutId = await createCheckout(page, 'breakfast-tea')
  const payment = await payByApi(page, checkoutId, ({ consent: { version, locale } }) => ({
    type: 'new-card',
    save: { consentVersion: version, locale },
  }))
  if (payment.status !== 'redirect') throw new Error(`A new card was answered with ${payment.status}.`)
  const { origin, pathname } = new URL(payment.redirectUrl)
  const paid = await page.request.post(`${origin}/_sandbox/orders/${pathname.split('/')[2]}/pay`, {
    data: { card: '4111111111111111' },
  })
  expect(paid.ok()).toBe(true)
  await expect
    .poll(async () => {
      const answer = await page.request.get(`/api/cardfile/payments/${payment.id}`)
      return v.parse(paymentSchema, await answer.json()).status
    })
    .toBe('succeeded')
}

/** Pays the checkout over HTTP with the saved card, like another device of the customer. */
export async function payOnAnotherDevice(page: Page, { checkoutId }: Purchase): Promise<void> {
  const payment = await payByApi(page, checkoutId, ({ cards }) => ({
    type: 'saved-card',
    cardId: cards[0]?.id ?? '',
  }))
  expect(payment.status).toBe('succeeded')
}

async function payByApi(page: Page, checkoutId: string, choose: (checkout: Checkout) => object) {
  const asked = await page.request.get(`/api/cardfile/checkouts/${checkoutId}`)
  const checkout = v.parse(checkoutSchema, await asked.json())
  const answered = await page.request.post('/api/cardfile/payments', {
    headers: { 'idempotency-key': checkoutId, origin: new URL(asked.url()).origin },
    data: { checkoutId, quote: checkout.quote, method: choose(checkout) },
  })
  return v.parse(paymentSchema, await answered.json())
}

/** Records the browser's payment requests from here on. */
export function recordPaymentRequests(context: BrowserContext): Request[] {
  const sent: Request[] = []
  const note = (request: Request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/cardfile/payments') sent.push(request)
  }
  context.on('request', note)
  return sent
}

/** The gateway has one order, and it is completed. */
export async function expectChargedOnce({ orders }: Purchase): Promise<void> {
  expect((await orders()).map(({ status }) => status)).toEqual(['completed'])
}

/** The gateway has no order. */
export async function expectNothingCharged({ orders }: Purchase): Promise<void> {
  expect(await orders()).toEqual([])
}
