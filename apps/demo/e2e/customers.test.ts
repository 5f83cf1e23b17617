import { createCheckout } from './customer.ts'
import { keepCard } from './returning.ts'
import { expect, newCustomer, signIn, test } from './shop-test.ts'

test('two customers do not see each other’s cards or checkouts', async ({ page }) => {
  await keepCard(page)
  const checkoutId = await createCheckout(page, 'oat-biscuits')

  await signIn(page, newCustomer())
  await page.goto('/account')
  await expect(page.getByText(/None yet/)).toBeVisible()
  await expect(page.getByText('Nothing bought yet.')).toBeVisible()
  for (const address of [`/api/cardfile/checkouts/${checkoutId}`, `/demo/checkouts/${checkoutId}`]) {
    expect((await page.request.get(address)).status()).toBe(404)
  }
})

test('a visitor who is nobody is asked who they are before they pay', async ({ page, context }) => {
  const checkoutId = await createCheckout(page, 'oat-biscuits')
  await context.clearCookies()
  await page.goto(`/checkout/${checkoutId}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Who is shopping?' })).toBeVisible()
})

test.describe('a first visit', () => {
  test.use({ visitor: 'nobody' })
  test('shops as Ada and can become somebody else', async ({ page }) => {
    await page.goto('/product/enamel-mug')
    await page.getByRole('link', { name: 'Account Ada' }).click()
    await page.getByRole('button', { name: 'Chloe' }).click()
    await expect(page.getByRole('link', { name: 'Account Chloe' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Chloe' })).toBeFocused()
  })
})
