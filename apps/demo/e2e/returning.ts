import { randomInt } from 'node:crypto'
import { checkoutSchema, paymentSchema, type Checkout } from '@cardfile/contract'
import type { BrowserContext, Page, Request } from '@playwright/test'
import * as v from 'valibot'
import { createCheckout, movePrice } from './customer.ts'
import { expect } from './shop-test.ts'

/** A customer who has been here before, set up without the pages that other journeys walk through. */

const backstage = v.object({ sandbox: v.object({ url: v.string() }) })
const gatewayOrders = v.object({
  orders: v.array(v.object({ id: v.string(), status: v.string(), amount: v.number(), charged: v.number() })),
})

/** An order of this shop, as the gateway has it. */
export type GatewayOrder = v.InferOutput<typeof gatewayOrders>['orders'][number]

/** Something to pay, at a price that nothing else here has. */
export interface Purchase {
  readonly checkoutId: string
  /** As the button shows it. */
  readonly price: string
  /** Every order the gateway was asked for. */
  readonly orders: () => Promise<GatewayOrder[]>
}

/** Puts a new order into the shop, at a price of its own. */
export async function createPurchase(page: Page): Promise<Purchase> {
  const checkoutId = await createCheckout(page, 'oat-biscuits')
  // The price is how the gateway's orders are told apart: they carry no name of the shop's.
  const value = randomInt(100_000, 600_000)
  await movePrice(page, checkoutId, value)
  const { sandbox } = v.parse(backstage, await (await page.request.get('/demo/sandbox')).json())
  return {
    checkoutId,
    price: (value / 100).toLocaleString('en-GB', { style: 'currency', currency: 'EUR' }),
    async orders() {
      const answer = await page.request.get(`${sandbox.url}/_sandbox/orders`)
      return v.parse(gatewayOrders, await answer.json()).orders.filter(({ amount }) => amount === value)
    },
  }
}

/** Opens a new order, with the card of an earlier one on file. */
export async function openWithSavedCard(page: Page): Promise<Purchase> {
  await keepCard(page)
  const purchase = await createPurchase(page)
  await openPurchase(page, purchase)
  return purchase
}

/** Opens an order and waits until it can be paid. */
export async function openPurchase(page: Page, { checkoutId, price }: Purchase): Promise<void> {
  await page.goto(`/checkout/${checkoutId}`)
  await page.getByRole('button', { name: `Pay ${price}` }).waitFor()
}

/** An earlier visit in which the customer paid and let the shop keep the card. */
export async function keepCard(page: Page): Promise<void> {
  const checkoutId = await createCheckout(page, 'breakfast-tea')
  const payment = await payFromElsewhere(page, checkoutId, ({ consent: { version, locale } }) => ({
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

/** The same customer pays an order on another device, with the card on file. */
export async function payOnAnotherDevice(page: Page, { checkoutId }: Purchase): Promise<void> {
  const payment = await payFromElsewhere(page, checkoutId, ({ cards }) => ({
    type: 'saved-card',
    cardId: cards[0]?.id ?? '',
  }))
  expect(payment.status).toBe('succeeded')
}

async function payFromElsewhere(page: Page, checkoutId: string, choose: (checkout: Checkout) => object) {
  const asked = await page.request.get(`/api/cardfile/checkouts/${checkoutId}`)
  const checkout = v.parse(checkoutSchema, await asked.json())
  const answered = await page.request.post('/api/cardfile/payments', {
    headers: { 'idempotency-key': checkoutId, origin: new URL(asked.url()).origin },
    data: { checkoutId, quote: checkout.quote, method: choose(checkout) },
  })
  return v.parse(paymentSchema, await answered.json())
}

/** The payment requests that leave the browser, from now on. */
export function watchPayments(context: BrowserContext): Request[] {
  const sent: Request[] = []
  const note = (request: Request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/cardfile/payments') sent.push(request)
  }
  context.on('request', note)
  return sent
}

/** The gateway took the money once, and was asked once. */
export async function expectChargedOnce({ orders }: Purchase): Promise<void> {
  expect((await orders()).map(({ status }) => status)).toEqual(['completed'])
}

/** The gateway was not asked for anything. */
export async function expectNothingCharged({ orders }: Purchase): Promise<void> {
  expect(await orders()).toEqual([])
}
