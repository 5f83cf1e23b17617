import type { Page, Route } from '@playwright/test'
import { expectThanks, movePrice } from './customer.ts'
import {
  expectChargedOnce,
  expectNothingCharged,
  saveCardByApi,
  openPurchase,
  openWithSavedCard,
  payOnAnotherDevice,
  recordPaymentRequests,
} from './returning-customer.ts'
import { expect, test } from './shop-test.ts'

/** Interruptions between the press and its response. */

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay/ })
const paymentRoute = '**/api/cardfile/payments'

/** Holds the next payment request, or its response. Resolves with the held route. */
async function holdPaymentRequest(page: Page, at: 'on its way' | 'on the way back'): Promise<Route> {
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

/** Headless tabs are always visible: this dispatches the event of a customer who returns to one. */
async function showTabAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
}

test.describe('a reload', () => {
  test('while the response is in flight finds the order paid, and does not pay again', async ({ page }) => {
    const purchase = await openWithSavedCard(page)
    const sent = recordPaymentRequests(page.context())
    const answered = holdPaymentRequest(page, 'on the way back')
    await payButton(page).click()
    await answered
    await page.reload()
    await expectThanks(page)
    expect(sent).toHaveLength(1)
    await expectChargedOnce(purchase)
  })

  test('before the request has reached the shop leaves the order to pay', async ({ page }) => {
    const purchase = await openWithSavedCard(page)
    const onItsWay = holdPaymentRequest(page, 'on its way')
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

  test('a press is refused at once, keeps the security code, and is not sent later', async ({ page, context }) => {
    const purchase = await openWithSavedCard(page)
    const sent = recordPaymentRequests(page.context())
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

  test('that was lost during the press, the payment is polled and never sent again', async ({ page, context }) => {
    const purchase = await openWithSavedCard(page)
    const sent = recordPaymentRequests(page.context())
    const held = holdPaymentRequest(page, 'on the way back')
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

test('a payment whose response never comes is polled, and never sent again', async ({ page }) => {
  await page.clock.install()
  const purchase = await openWithSavedCard(page)
  const sent = recordPaymentRequests(page.context())
  const answered = holdPaymentRequest(page, 'on the way back')
  await payButton(page).click()
  await answered
  await page.clock.fastForward(11_000)
  await expectThanks(page)
  expect(sent).toHaveLength(1)
  await expectChargedOnce(purchase)
})

test('a slow connection delays the press and nothing else', async ({ page, context }) => {
  const line = await context.newCDPSession(page)
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 200_000,
    uploadThroughput: 50_000,
  })
  const purchase = await openWithSavedCard(page)
  const sent = recordPaymentRequests(context)
  const answered = holdPaymentRequest(page, 'on its way')
  await payButton(page).click()
  const request = await answered
  const paying = page.getByRole('button', { name: /^Paying/ })
  // Playwright waits until a button is not `aria-disabled`; a customer does not.
  await paying.click({ force: true })
  await expect(paying).toBeFocused()
  await request.continue()
  await expectThanks(page)
  expect(sent).toHaveLength(1)
  await expectChargedOnce(purchase)
})

test.describe('a session that ended', () => {
  test.use({ tolerated: /status of 401/ })

  test('before the press charges nothing, says so, and pays after signing in again', async ({ page, context }) => {
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

  test('during the challenge is no failure: the payment is found after signing in again', async ({ page, context }) => {
    await saveCardByApi(page)
    const purchase = await openWithSavedCard(page)
    // At this price, the issuer takes five seconds.
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

test('shows a changed price as soon as the tab is visible again, and waits for a press', async ({ page }) => {
  const { checkoutId } = await openWithSavedCard(page)
  const sent = recordPaymentRequests(page.context())
  await movePrice(page, checkoutId, 1_95)
  await showTabAgain(page)
  await expect(page.getByRole('button', { name: 'Pay €1.95' })).toBeVisible()
  expect(sent).toHaveLength(0)
})

test('shows in a tab that is visible again that another device has paid', async ({ page }) => {
  const purchase = await openWithSavedCard(page)
  await payOnAnotherDevice(page, purchase)
  await expect(payButton(page)).toBeVisible()
  await showTabAgain(page)
  await expectThanks(page)
  await expectChargedOnce(purchase)
})

test('shows in a visible tab that another tab has paid', async ({ page, context }) => {
  const purchase = await openWithSavedCard(page)
  const other = await context.newPage()
  await openPurchase(other, purchase)
  await payButton(other).click()
  await expectThanks(other)
  await expectThanks(page)
  await expectChargedOnce(purchase)
})
