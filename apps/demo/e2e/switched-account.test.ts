import type { Page } from '@playwright/test'
import { CARDS, expectThanks, payOnHostedPage } from './customer.ts'
import {
  createPurchase,
  expectChargedOnce,
  expectNothingCharged,
  saveCardByApi,
  openPurchase,
  openWithSavedCard,
} from './returning-customer.ts'
import { expect, newCustomer, signIn, test } from './shop-test.ts'

// The shop answers 404 for another customer's order.
test.use({ tolerated: /status of 404/ })

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay/ })

test('does not charge a customer who signs in in another tab for the order in this one', async ({ page, context }) => {
  const first = newCustomer()
  const second = newCustomer()
  await signIn(page, second)
  await saveCardByApi(page)
  await signIn(page, first)
  const purchase = await openWithSavedCard(page)

  await signIn(await context.newPage(), second)
  await payButton(page).click()
  await expect(page.getByRole('status').filter({ hasText: 'You were not charged' })).toBeVisible()
  await expectNothingCharged(purchase)

  await signIn(page, first)
  await openPurchase(page, purchase)
  await payButton(page).click()
  await expectThanks(page)
  await expectChargedOnce(purchase)
})

test('hides a guest’s order from the customer signed in on return, and keeps the payment the guest’s', async ({
  page,
}) => {
  const guest = newCustomer()
  await signIn(page, guest)
  const purchase = await createPurchase(page)
  await openPurchase(page, purchase)
  await payButton(page).click()
  await page.getByRole('textbox', { name: 'Card number' }).waitFor()

  await signIn(page, newCustomer())
  await payOnHostedPage(page, CARDS.good)
  await expect(page).toHaveURL(new RegExp(`/checkout/${purchase.checkoutId}$`))
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(purchase.price)).toHaveCount(0)
  await expectChargedOnce(purchase)

  await signIn(page, guest)
  await page.goto(`/checkout/${purchase.checkoutId}`)
  await expectThanks(page)
})
