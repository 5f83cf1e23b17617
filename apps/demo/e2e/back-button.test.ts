import type { Page } from '@playwright/test'
import { launchOptions } from '../../../.ci/browser.mjs'
import { CARDS, expectThanks, payOnHostedPage } from './customer.ts'
import {
  createPurchase,
  expectChargedOnce,
  openPurchase,
  openWithSavedCard,
  payOnAnotherDevice,
  watchPayments,
} from './returning.ts'
import { expect, test } from './shop-test.ts'

// Playwright switches the browser's memory of left pages off, which is what these journeys are about.
test.use({ launchOptions: { ...launchOptions(), ignoreDefaultArgs: ['--disable-back-forward-cache'] } })

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay/ })

declare global {
  interface Window {
    /** Whether the browser took the page out of its memory, rather than load it again. */
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

/** Goes back `steps` pages. Fails unless the browser kept that page in its memory: nothing would be proved. */
async function goBack(page: Page, checkoutId: string, steps = 1): Promise<void> {
  // Not `goBack` of the page, which waits for a page to load.
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

test('Back from the payment page goes on with the same payment', async ({ page }) => {
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

test('Back to the page of an order that is paid meanwhile does not offer to pay it', async ({ page }) => {
  const purchase = await createPurchase(page)
  await openPurchase(page, purchase)
  const sent = watchPayments(page.context())
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

test('a page that comes back out of the memory is locked until it knows what happened meanwhile', async ({ page }) => {
  const purchase = await openWithSavedCard(page)
  // What acts on a press comes once the page is at rest.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/flow-store-')),
  )
  await page.evaluate(() => {
    // The most impatient of customers: as the page comes back, and before anything can have been read again.
    addEventListener('pageshow', () => document.querySelector<HTMLElement>('[data-cardfile$="-button"]')?.click())
  })
  await page.goto('/')
  await payOnAnotherDevice(page, purchase)

  const sent = watchPayments(page.context())
  await goBack(page, purchase.checkoutId)
  await expectThanks(page)
  expect(sent).toHaveLength(0)
  await expectChargedOnce(purchase)
})

test('a page that comes back out of the memory keeps no code, and pays', async ({ page }) => {
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
