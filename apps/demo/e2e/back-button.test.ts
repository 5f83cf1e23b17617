import type { Page } from '@playwright/test'
import { launchOptions } from '../../../.ci/browser.mjs'
import { CARDS, expectThanks, payOnHostedPage } from './customer.ts'
import {
  createPurchase,
  expectChargedOnce,
  openPurchase,
  openWithSavedCard,
  payOnAnotherDevice,
  recordPaymentRequests,
} from './returning-customer.ts'
import { expect, test } from './shop-test.ts'

// Playwright turns the bfcache off; these journeys need it.
test.use({ launchOptions: { ...launchOptions(), ignoreDefaultArgs: ['--disable-back-forward-cache'] } })

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay/ })

declare global {
  interface Window {
    /** Whether the page was restored from the bfcache rather than loaded. */
    wasRestored?: boolean
  }
}

test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => {
      window.wasRestored = persisted
    })
  }),
)

/** Goes back `steps` pages. Fails unless that page comes from the bfcache: the journey would prove nothing. */
async function goBack(page: Page, checkoutId: string, steps = 1): Promise<void> {
  // Not `page.goBack()`, which waits for a load.
  await page.evaluate((pages) => history.go(-pages), steps)
  await page.waitForURL(`**/checkout/${checkoutId}`, { waitUntil: 'commit' })
  expect(await page.evaluate(() => window.wasRestored)).toBe(true)
}

test('Back from the payment page finds the open payment, which can be given up for another', async ({ page }) => {
  const purchase = await createPurchase(page)
  await openPurchase(page, purchase)
  await payButton(page).click()
  await page.getByRole('textbox', { name: 'Card number' }).waitFor()
  await goBack(page, purchase.checkoutId)

  await page.getByRole('button', { name: 'Cancel' }).click()
  await payButton(page).click()
  await payOnHostedPage(page, CARDS.good)
  await expectThanks(page)
  expect((await purchase.orders()).map(({ status }) => status).toSorted()).toEqual(['cancelled', 'completed'])
})

test('Back from the payment page continues the same payment', async ({ page }) => {
  const purchase = await createPurchase(page)
  await openPurchase(page, purchase)
  await payButton(page).click()
  await page.getByRole('textbox', { name: 'Card number' }).waitFor()
  await goBack(page, purchase.checkoutId)
  await page.getByRole('button', { name: 'Go to the payment page' }).click()
  await payOnHostedPage(page, CARDS.good)
  await expectThanks(page)
  await expectChargedOnce(purchase)
})

test('Back to the page of an order that was paid meanwhile does not offer to pay it', async ({ page }) => {
  const purchase = await createPurchase(page)
  await openPurchase(page, purchase)
  const sent = recordPaymentRequests(page.context())
  await payButton(page).click()
  await page.getByRole('textbox', { name: 'Card number' }).waitFor()
  const before = await page.evaluate(() => history.length)
  await payOnHostedPage(page, CARDS.good)
  await expectThanks(page)
  const after = await page.evaluate(() => history.length)
  await goBack(page, purchase.checkoutId, after - before + 1)
  await expectThanks(page)
  expect(sent).toHaveLength(1)
  await expectChargedOnce(purchase)
})

test('a page restored from bfcache is locked until it has read the checkout again', async ({ page }) => {
  const purchase = await openWithSavedCard(page)
  await page.evaluate(() => {
    // Presses as the page is restored, before it can have read anything again.
    addEventListener('pageshow', () => document.querySelector<HTMLElement>('[data-cardfile$="-button"]')?.click())
  })
  await page.goto('/')
  await payOnAnotherDevice(page, purchase)

  const sent = recordPaymentRequests(page.context())
  await goBack(page, purchase.checkoutId)
  await expectThanks(page)
  expect(sent).toHaveLength(0)
  await expectChargedOnce(purchase)
})

test('a page restored from bfcache keeps no security code, and pays', async ({ page }) => {
  const purchase = await openWithSavedCard(page)
  const code = page.getByRole('textbox', { name: /Security code/ })
  await code.fill('737')
  await page.goto('/')
  await goBack(page, purchase.checkoutId)
  await expect(code).toHaveValue('')
  await payButton(page).click()
  await expectThanks(page)
  await expectChargedOnce(purchase)
})
