import { CARDS, expectThanks, openCheckout, payOnHostedPage, saveCard } from './customer.ts'
import { saveCardByApi } from './returning-customer.ts'
import { expect, test } from './shop-test.ts'

test('from the shelf to the receipt, without saving the card', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Add to cart: Breakfast tea' }).click()
  await page.getByRole('link', { name: 'Cart, 1 item' }).click()
  await page.getByRole('button', { name: 'Checkout' }).click()

  await expect(page.getByRole('checkbox', { name: /save/i })).not.toBeChecked()
  await page.getByRole('button', { name: 'Pay €12.95' }).click()
  await payOnHostedPage(page, CARDS.good)
  await expectThanks(page)
  await expect(page.getByText('€12.95')).toBeVisible()
  await expect(page.getByRole('link', { name: /^Cart/ })).toHaveAccessibleName('Cart, empty')

  await page.getByRole('link', { name: /^Account/ }).click()
  await expect(page.getByText(/None yet/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Breakfast tea' }).first()).toBeVisible()
})

test('saves the card on the hosted payment page and pays the next order with one press', async ({ page }) => {
  await saveCard(page)
  await page.getByRole('link', { name: 'See your saved cards' }).click()
  await expect(page.getByText('Visa ending in 1111')).toBeVisible()

  await openCheckout(page, 'oat-biscuits')
  await expect(page.getByRole('radio', { name: /Visa ending in 1111/ })).toBeChecked()
  const asked = new Set<string>()
  page.on('request', (request) => asked.add(new URL(request.url()).origin))
  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await expectThanks(page)
  await expect(page.getByText('Visa ending in 1111')).toBeVisible()
  expect([...asked]).toEqual([new URL(page.url()).origin])
})

test('pays with the security code and removes it from the page', async ({ page }) => {
  await saveCardByApi(page)
  await openCheckout(page, 'oat-biscuits')
  await page.getByRole('textbox', { name: /Security code/ }).fill('737')
  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await expectThanks(page)
  expect(await page.content()).not.toContain('737')
})

test('shows a receipt only once the order is paid', async ({ page }) => {
  const checkoutId = await openCheckout(page, 'enamel-mug')
  await page.goto(`/thanks/${checkoutId}`)
  await expect(page.getByText('This order is not paid yet.')).toBeVisible()
  await page.getByRole('link', { name: 'Continue to payment' }).click()
  await expect(page.getByRole('button', { name: 'Pay €14.50' })).toBeVisible()
})

test('buys on the product page once a card is saved', async ({ page }) => {
  await page.goto('/product/enamel-mug')
  await expect(page.getByRole('button', { name: 'Add to cart' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Buy now' })).toHaveCount(0)
  await saveCardByApi(page)
  await page.goto('/product/enamel-mug')
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pay €14.50' }).click()
  await expectThanks(page)
})
