import { createCheckout } from './customer.ts'
import { saveCardByApi } from './returning-customer.ts'
import { expect, newCustomer, signIn, test } from './shop-test.ts'

test('two customers do not see each other’s cards or checkouts', async ({ page }) => {
  await saveCardByApi(page)
  const checkoutId = await createCheckout(page, 'oat-biscuits')

  await signIn(page, newCustomer())
  await page.goto('/account')
  await expect(page.getByText(/None yet/)).toBeVisible()
  await expect(page.getByText('Nothing bought yet.')).toBeVisible()
  for (const address of [`/api/cardfile/checkouts/${checkoutId}`, `/demo/checkouts/${checkoutId}`]) {
    expect((await page.request.get(address)).status()).toBe(404)
  }
})

test('asks an anonymous visitor to sign in before paying', async ({ page, context }) => {
  const checkoutId = await createCheckout(page, 'oat-biscuits')
  await context.clearCookies()
  await page.goto(`/checkout/${checkoutId}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Who is shopping?' })).toBeVisible()
})

test.describe('a first visit', () => {
  test.use({ visitor: 'anonymous' })
  test('shops as Ada and can switch to another customer', async ({ page }) => {
    await page.goto('/product/enamel-mug')
    await page.getByRole('link', { name: 'Account Ada' }).click()
    await page.getByRole('button', { name: 'Chloe' }).click()
    await expect(page.getByRole('link', { name: 'Account Chloe' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Chloe' })).toBeFocused()
  })
})
