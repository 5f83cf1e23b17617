import type { Page } from '@playwright/test'
import * as v from 'valibot'
import { checkoutCreatedSchema } from '../api/shop-api.ts'
import { expect } from './shop-test.ts'

/** A customer's actions in the shop, by roles and names. */

export const CARDS = {
  good: '4111 1111 1111 1111',
  another: '5544 3300 0000 0037',
  insufficientFunds: '4111 1111 1111 1151',
  /** Its issuer asks for a one-time code; 0101 passes. */
  stepUp: '4018 8100 0015 0015',
} as const

/** Opens a checkout of one product. Returns its id. */
export async function openCheckout(page: Page, sku: string): Promise<string> {
  const checkoutId = await createCheckout(page, sku)
  await page.goto(`/checkout/${checkoutId}`)
  return checkoutId
}

export async function createCheckout(page: Page, sku: string): Promise<string> {
  const answer = await page.request.post('/demo/checkouts', { data: { items: [{ sku, quantity: 1 }] } })
  return v.parse(checkoutCreatedSchema, await answer.json()).checkoutId
}

/** Changes a checkout's price. A price of 6,660.NN makes the sandbox play scenario NN. */
export async function movePrice(page: Page, checkoutId: string, value: number): Promise<void> {
  const answer = await page.request.put(`/demo/checkouts/${checkoutId}/amount`, { data: { value } })
  expect(answer.ok()).toBe(true)
}

/** Types a card on the hosted payment page and pays. */
export async function payOnHostedPage(page: Page, cardNumber: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Card number' }).fill(cardNumber)
  await page.getByRole('textbox', { name: 'Expiry date' }).fill('12/34')
  await page.getByRole('textbox', { name: 'Security code' }).fill('123')
  await page.getByRole('button', { name: /^Pay/ }).click()
}

/** Completes the 3-D Secure challenge. */
export async function completeChallenge(page: Page, code = '0101'): Promise<void> {
  await page.getByRole('textbox', { name: 'One-time code' }).fill(code)
  await page.getByRole('button', { name: 'Confirm payment' }).click()
}

export async function expectThanks(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you!' })).toBeVisible()
}

/** Phase one: pays for a tin of tea and saves the card. */
export async function saveCard(page: Page, cardNumber: string = CARDS.good): Promise<void> {
  await openCheckout(page, 'breakfast-tea')
  await page.getByRole('checkbox', { name: /save/i }).check()
  await page.getByRole('button', { name: 'Pay €12.95 and save card' }).click()
  await payOnHostedPage(page, cardNumber)
  if (cardNumber === CARDS.stepUp) await completeChallenge(page)
  await expectThanks(page)
}
