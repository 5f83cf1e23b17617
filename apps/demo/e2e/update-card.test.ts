import { CARDS, expectThanks, openCheckout, payOnHostedPage } from './customer.ts'
import { saveCardByApi } from './returning-customer.ts'
import { expect, test } from './shop-test.ts'

test('replaces a saved card with a new one, and pays the next order with it', async ({ page }) => {
  await saveCardByApi(page)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Update: Visa ending in 1111' }).click()
  const dialog = page.getByRole('dialog', { name: 'Update: Visa ending in 1111' })
  await expect(dialog).toContainText('The new card replaces Visa ending in 1111 once you have paid.')
  await dialog.getByRole('button', { name: 'Pay €0.50 and save card' }).click()
  await payOnHostedPage(page, CARDS.another)
  await expectThanks(page)

  await page.goto('/account')
  await expect(page.getByText('Mastercard ending in 0037')).toBeVisible()
  await expect(page.getByText('Visa ending in 1111')).toBeHidden()
  await openCheckout(page, 'oat-biscuits')
  await expect(page.getByRole('radio', { name: /Mastercard ending in 0037/ })).toBeChecked()
  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await expectThanks(page)
})
