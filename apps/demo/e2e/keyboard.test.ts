import type { Page } from '@playwright/test'
import { expectThanks, openCheckout } from './customer.ts'
import { expect, test } from './shop-test.ts'

/** Presses Tab until the element with this role and name has the focus. */
async function tabTo(page: Page, ...[role, options]: Parameters<Page['getByRole']>): Promise<void> {
  const target = page.getByRole(role, options).first()
  await target.waitFor()
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key never reached the ${role}.`)
}

test('buys, saves the card and buys again without a mouse', async ({ page }) => {
  await page.goto('/')
  await tabTo(page, 'button', { name: 'Add to cart: Breakfast tea' })
  await page.keyboard.press('Enter')
  await tabTo(page, 'link', { name: 'Go to cart' })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Your cart' })).toBeFocused()
  await tabTo(page, 'button', { name: 'Checkout' })
  await page.keyboard.press('Enter')

  await tabTo(page, 'checkbox', { name: /save/i })
  await page.keyboard.press('Space')
  await tabTo(page, 'button', { name: 'Pay €12.95 and save card' })
  await page.keyboard.press('Enter')

  await tabTo(page, 'textbox', { name: 'Card number' })
  await page.keyboard.type('4111111111111111')
  await tabTo(page, 'textbox', { name: 'Expiry date' })
  await page.keyboard.type('1234')
  await tabTo(page, 'textbox', { name: 'Security code' })
  await page.keyboard.type('123')
  await page.keyboard.press('Enter')
  await expectThanks(page)

  await openCheckout(page, 'oat-biscuits')
  await tabTo(page, 'textbox', { name: /Security code/ })
  await page.keyboard.type('737')
  await page.keyboard.press('Enter')
  await expectThanks(page)
})

test('the first stop of the Tab key skips to the content', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
})
