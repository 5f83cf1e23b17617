import type { Page } from '@playwright/test'
import { createPurchase, expectNothingCharged, saveCardByApi, recordPaymentRequests } from './returning-customer.ts'
import { expect, test } from './shop-test.ts'

/** A page of another origin that frames the shop for clickjacking. It is the same site, so the customer's cookie is sent. */
async function frameFromOtherOrigin(page: Page, address: string): Promise<void> {
  // Another port is another origin on the same site.
  const elsewhere = new URL('/win-a-prize', address)
  elsewhere.port = String(Number(elsewhere.port) + 1)
  await page.route(elsewhere.href, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe title="Shop" width="900" height="700" src="${address}"></iframe>`,
    }),
  )
  await page.goto(elsewhere.href)
}

test.describe('in a frame of another page', () => {
  test.describe('the shop', () => {
    test.use({ tolerated: /frame-ancestors/ })
    test('is not shown', async ({ page, baseURL }) => {
      await frameFromOtherOrigin(page, `${baseURL}/`)
      await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
    })
  })

  test('the kit takes no press where the shop does not forbid the frame', async ({ page, baseURL }) => {
    await saveCardByApi(page)
    const purchase = await createPurchase(page)
    const address = `${baseURL}/checkout/${purchase.checkoutId}`
    await page.route(address, async (route) => {
      const response = await route.fetch()
      const { 'content-security-policy': policy = '', ...headers } = response.headers()
      const forgetful = policy.replace(`frame-ancestors 'self'; `, '')
      await route.fulfill({ response, headers: { ...headers, 'content-security-policy': forgetful } })
    })
    const sent = recordPaymentRequests(page.context())
    await frameFromOtherOrigin(page, address)
    const shop = page.frameLocator('iframe')
    await shop.getByRole('button', { name: `Pay ${purchase.price}` }).click()
    await expect(shop.getByRole('status').filter({ hasText: 'You were not charged' })).toBeVisible()
    expect(sent).toHaveLength(0)
    await expectNothingCharged(purchase)
  })
})
