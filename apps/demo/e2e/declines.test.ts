import {
  CARDS,
  completeChallenge,
  createCheckout,
  expectThanks,
  movePrice,
  openCheckout,
  payOnHostedPage,
  saveCard,
} from './customer.ts'
import { saveCardByApi } from './returning-customer.ts'
import { expect, test } from './shop-test.ts'

test('shows that a saved card has insufficient funds, and pays with another card', async ({ page }) => {
  await saveCardByApi(page)
  const checkoutId = await createCheckout(page, 'oat-biscuits')
  await movePrice(page, checkoutId, 6_660_51)
  await page.goto(`/checkout/${checkoutId}`)
  await page.getByRole('button', { name: 'Pay €6,660.51' }).click()
  await expect(page.getByText('There is not enough money on this card.')).toBeVisible()

  await movePrice(page, checkoutId, 995)
  await page.reload()
  await page.getByRole('radio', { name: /Another card/ }).check()
  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await payOnHostedPage(page, CARDS.good)
  await expectThanks(page)
})

test('offers the next step where a saved card was declined', async ({ page }) => {
  await saveCardByApi(page)
  const checkoutId = await createCheckout(page, 'oat-biscuits')
  await movePrice(page, checkoutId, 6_660_51)
  await page.goto(`/checkout/${checkoutId}`)
  await page.getByRole('button', { name: 'Pay €6,660.51' }).click()
  await page.getByRole('button', { name: 'Another card' }).click()
  await expect(page.getByRole('radio', { name: /Another card/ })).toBeChecked()
})

test('a card that is declined on the payment page can be replaced there', async ({ page }) => {
  await openCheckout(page, 'oat-biscuits')
  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await payOnHostedPage(page, CARDS.insufficientFunds)
  await expect(page.getByRole('alert')).toContainText('did not go through')
  await payOnHostedPage(page, CARDS.good)
  await expectThanks(page)
})

test.describe('a changed price', () => {
  test.use({ tolerated: /status of 409/ })
  test('is shown and waits for a new press', async ({ page }) => {
    await saveCardByApi(page)
    const checkoutId = await openCheckout(page, 'oat-biscuits')
    const pay = page.getByRole('button', { name: /^Pay/ })
    await expect(pay).toHaveAccessibleName('Pay €9.95')
    await movePrice(page, checkoutId, 1095)
    await pay.click()
    await expect(pay).toHaveAccessibleName('Pay €10.95')
    await pay.click()
    await expectThanks(page)
    await expect(page.getByText('€10.95')).toBeVisible()
  })
})

test('passes a 3-D Secure challenge and returns paid', async ({ page }) => {
  await saveCard(page, CARDS.stepUp)
  await openCheckout(page, 'oat-biscuits')
  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await completeChallenge(page)
  await expectThanks(page)
  await expect(page.getByText('Visa ending in 0015')).toBeVisible()
})

test('charges nothing after a failed challenge and leaves a way to pay', async ({ page }) => {
  await saveCard(page, CARDS.stepUp)
  await openCheckout(page, 'oat-biscuits')
  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await completeChallenge(page, '3333')
  await expect(page.getByText('Your bank could not confirm that it was you.')).toBeVisible()
  await page.getByRole('button', { name: 'Go to the payment page' }).click()
  await payOnHostedPage(page, CARDS.good)
  await expectThanks(page)
})
