import type { Page, Route } from '@playwright/test'
import { expectThanks, movePrice } from './customer.ts'
import {
  expectChargedOnce,
  expectNothingCharged,
  keepCard,
  openPurchase,
  openWithSavedCard,
  payOnAnotherDevice,
  watchPayments,
} from './returning.ts'
import { expect, test } from './shop-test.ts'

/** What comes between the press and its answer. */

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay/ })
const paymentRoute = '**/api/cardfile/payments'

/** Holds the next payment request where `at` says. Resolves with it once it is there. */
async function holdPayment(page: Page, at: 'on its way' | 'on the way back'): Promise<Route> {
  let arrive: (route: Route) => void = () => {}
  const held = new Promise<Route>((resolve) => {
    arrive = resolve
  })
  await page.route(
    paymentRoute,
    async (route) => {
      if (at === 'on the way back') await route.fetch()
      arrive(route)
    },
    { times: 1 },
  )
  return held
}

/** Headless tabs are visible, all of them, always: this is the event of a customer who comes back to one. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
}

test.describe('a reload', () => {
  test('while the answer is on its way back finds the order paid, and pays nothing again', async ({ page }) => {
    const purchase = await openWithSavedCard(page)
    const sent = watchPayments(page.context())
    const answered = holdPayment(page, 'on the way back')
    await payButton(page).click()
    await answered
    await page.reload()
    await expectThanks(page)
    expect(sent).toHaveLength(1)
    await expectChargedOnce(purchase)
  })

  test('before the request reached the shop leaves an order to pay', async ({ page }) => {
    const purchase = await openWithSavedCard(page)
    const onItsWay = holdPayment(page, 'on its way')
    await payButton(page).click()
    await onItsWay
    await page.reload()
    await expect(payButton(page)).toHaveAccessibleName(`Pay ${purchase.price}`)
    await expectNothingCharged(purchase)
    await payButton(page).click()
    await expectThanks(page)
    await expectChargedOnce(purchase)
  })
})

test.describe('without a network', () => {
  test.use({ tolerated: /net::ERR_/ })

  test('a press is refused at once, keeps the code, and is not sent later', async ({ page, context }) => {
    const purchase = await openWithSavedCard(page)
    const sent = watchPayments(page.context())
    const code = page.getByRole('textbox', { name: /Security code/ })
    await code.fill('737')
    await context.setOffline(true)
    await payButton(page).click()
    await expect(page.getByRole('status').filter({ hasText: 'offline' })).toBeVisible()
    await expect(code).toHaveValue('737')

    const backInTouch = page.waitForResponse('**/api/cardfile/checkouts/*')
    await context.setOffline(false)
    await backInTouch
    expect(sent).toHaveLength(0)
    await expectNothingCharged(purchase)
    await payButton(page).click()
    await expectThanks(page)
    expect(sent).toHaveLength(1)
    await expectChargedOnce(purchase)
  })

  test('that went away during the press the payment is looked up, and never sent again', async ({ page, context }) => {
    const purchase = await openWithSavedCard(page)
    const sent = watchPayments(page.context())
    const held = holdPayment(page, 'on the way back')
    await payButton(page).click()
    const answer = await held
    await context.setOffline(true)
    await answer.abort('internetdisconnected')
    await expect(page.getByRole('status').filter({ hasText: 'still being confirmed' })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Paying/ })).toHaveAttribute('aria-disabled', 'true')
    await context.setOffline(false)
    await expectThanks(page)
    expect(sent).toHaveLength(1)
    await expectChargedOnce(purchase)
  })
})

test('an answer that never comes is looked up, and never sent again', async ({ page }) => {
  await page.clock.install()
  const purchase = await openWithSavedCard(page)
  const sent = watchPayments(page.context())
  const answered = holdPayment(page, 'on the way back')
  await payButton(page).click()
  await answered
  await page.clock.fastForward(11_000)
  await expectThanks(page)
  expect(sent).toHaveLength(1)
  await expectChargedOnce(purchase)
})

test('a slow line makes the press slow, and nothing else', async ({ page, context }) => {
  const line = await context.newCDPSession(page)
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 200_000,
    uploadThroughput: 50_000,
  })
  const purchase = await openWithSavedCard(page)
  const sent = watchPayments(context)
  const answered = holdPayment(page, 'on its way')
  await payButton(page).click()
  const request = await answered
  const paying = page.getByRole('button', { name: /^Paying/ })
  // Playwright would wait for a button that is not `aria-disabled`; a customer does not.
  await paying.click({ force: true })
  await expect(paying).toBeFocused()
  await request.continue()
  await expectThanks(page)
  expect(sent).toHaveLength(1)
  await expectChargedOnce(purchase)
})

test.describe('a session that ended', () => {
  test.use({ tolerated: /status of 401/ })

  test('before the press takes nothing, says so, and pays after signing in again', async ({ page, context }) => {
    const purchase = await openWithSavedCard(page)
    const session = await context.cookies()
    await context.clearCookies()
    await payButton(page).click()
    await expect(page.getByRole('status').filter({ hasText: 'sign in' })).toBeVisible()
    await context.addCookies(session)
    await expectNothingCharged(purchase)
    await payButton(page).click()
    await expectThanks(page)
    await expectChargedOnce(purchase)
  })

  test('while the bank is asked is not a failure: the payment is found after signing in again', async ({
    page,
    context,
  }) => {
    await keepCard(page)
    const purchase = await openWithSavedCard(page)
    // The bank takes five seconds over this price.
    await movePrice(page, purchase.checkoutId, 6_660_31)
    await page.reload()
    await payButton(page).click()
    const confirming = page.getByRole('status').filter({ hasText: 'still being confirmed' })
    await expect(confirming).toBeVisible()
    const session = await context.cookies()
    await context.clearCookies()
    await page.waitForResponse((response) => response.status() === 401)
    await expect(confirming).toBeVisible()
    await expect(payButton(page)).toHaveCount(0)
    await context.addCookies(session)
    await expectThanks(page)
  })
})

test('a price that moved is shown as soon as the tab is looked at again, and waits for a press', async ({ page }) => {
  const { checkoutId } = await openWithSavedCard(page)
  const sent = watchPayments(page.context())
  await movePrice(page, checkoutId, 1_95)
  await lookAgain(page)
  await expect(page.getByRole('button', { name: 'Pay €1.95' })).toBeVisible()
  expect(sent).toHaveLength(0)
})

test('a tab that is looked at again shows what another device paid', async ({ page }) => {
  const purchase = await openWithSavedCard(page)
  await payOnAnotherDevice(page, purchase)
  await expect(payButton(page)).toBeVisible()
  await lookAgain(page)
  await expectThanks(page)
  await expectChargedOnce(purchase)
})

test('a tab in sight shows what another tab paid', async ({ page, context }) => {
  const purchase = await openWithSavedCard(page)
  const other = await context.newPage()
  await openPurchase(other, purchase)
  await payButton(other).click()
  await expectThanks(other)
  await expectThanks(page)
  await expectChargedOnce(purchase)
})
