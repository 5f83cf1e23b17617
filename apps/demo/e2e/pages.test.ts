import { openCheckout, saveCard } from './customer.ts'
import { saveCardByApi } from './returning-customer.ts'
import { expect, expectAccessible, expectContrast, test } from './shop-test.ts'
import type { Page } from '@playwright/test'

/** Visits every page of the shop, each with content. */
async function visitEveryPage(page: Page, check: (name: string) => Promise<void>): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: /Breakfast tea|Frühstückstee/ }).click()
  await check('shelf')
  await page.goto('/product/little-teapot')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await check('product')
  await page.goto('/cart')
  await page.getByRole('combobox').waitFor()
  await check('cart')
  const checkoutId = await openCheckout(page, 'oat-biscuits')
  await page.getByRole('radio').first().waitFor()
  await check('checkout')
  await page.goto(`/thanks/${checkoutId}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await check('unpaid')
  await page.goto('/account')
  await page.getByText(/Visa/).waitFor()
  await check('account')
  await page.getByRole('button', { name: /Behind the scenes|Hinter den Kulissen/ }).click()
  await page.getByText('POST /orders/').first().waitFor()
  await check('drawer')
}

test.describe('every page is accessible', () => {
  test('in light mode, by every rule', async ({ page }) => {
    test.slow()
    await saveCard(page)
    await expectAccessible(page)
    await visitEveryPage(page, () => expectAccessible(page))
  })

  test('in dark mode, by the rules about colour', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await saveCardByApi(page)
    await visitEveryPage(page, () => expectContrast(page))
  })
})

test.describe('every page fits', () => {
  test('a small phone', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await saveCardByApi(page)
    await visitEveryPage(page, (name) => expectNoHorizontalScroll(page, name))
  })

  test('text of twice the size', async ({ page }) => {
    await saveCardByApi(page)
    await visitEveryPage(page, async (name) => {
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      await expectNoHorizontalScroll(page, name)
    })
  })
})

async function expectNoHorizontalScroll(page: Page, name: string): Promise<void> {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(content, name).toBeLessThanOrEqual(window ?? 0)
}

test.describe('a German browser', () => {
  test.use({ locale: 'de-DE' })
  test('sees the shop in German', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1, name: 'Im Regal' })).toBeVisible()
    await expect(page.getByText('12,95 €')).toBeVisible()
    await openCheckout(page, 'breakfast-tea')
    await expect(page.getByRole('button', { name: /12,95.€ zahlen/ })).toBeVisible()
    expect(await page.locator('html').getAttribute('lang')).toBe('de-DE')
  })
})

test('answers an unknown path with 404, under the same policy', async ({ page }) => {
  // By request: the browser would log the document's 404 to the console.
  const answer = await page.request.get('/nowhere')
  expect(answer.status()).toBe(404)
  expect(answer.headers()['content-security-policy']).toContain(`default-src 'none'`)
})

test('redirects every loopback host to the public one', async ({ page, baseURL }) => {
  await page.goto(`${baseURL?.replace('localhost', '127.0.0.1')}/cart`)
  await expect(page).toHaveURL(`${baseURL}/cart`)
})
