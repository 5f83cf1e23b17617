import type { Locator, Page } from '@playwright/test'
import { expectThanks } from './customer.ts'
import {
  createPurchase,
  expectChargedOnce,
  saveCardByApi,
  openPurchase,
  openWithSavedCard,
  recordPaymentRequests,
} from './returning-customer.ts'
import { expect, test } from './shop-test.ts'

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay/ })
const cvcField = (page: Page) => page.getByRole('textbox', { name: /Security code/ })

const repeatedPresses: Record<string, (page: Page, pay: Locator) => Promise<unknown>> = {
  'a double click': (_, pay) => pay.dblclick(),
  'three taps': (_, pay) => pay.click({ clickCount: 3 }),
  '50 clicks in one task': (_, pay) =>
    pay.evaluate((button: HTMLElement) => {
      for (let click = 0; click < 50; click += 1) button.click()
    }),
  'Enter held down on the button': async (page, pay) => {
    await pay.focus()
    for (let repeat = 0; repeat < 20; repeat += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
  },
  'Enter held down in the security code': async (page) => {
    await cvcField(page).fill('737')
    await cvcField(page).focus()
    for (let repeat = 0; repeat < 20; repeat += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
  },
  'Enter in the security code and a click in one task': async (page, pay) => {
    await cvcField(page).fill('737')
    const button = await pay.elementHandle()
    await cvcField(page).evaluate((code, pressed) => {
      code.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
      if (pressed instanceof HTMLElement) pressed.click()
    }, button)
  },
}

test.describe('one press is one payment with', () => {
  for (const [name, press] of Object.entries(repeatedPresses)) {
    test(name, async ({ page }) => {
      const purchase = await openWithSavedCard(page)
      const sent = recordPaymentRequests(page.context())
      await press(page, payButton(page))
      await expectThanks(page)
      expect(sent).toHaveLength(1)
      await expectChargedOnce(purchase)
    })
  }
})

test.describe('eight tabs', () => {
  // Seven of them get 409, because another tab is paying.
  test.use({ tolerated: /status of 409/ })
  test('that press at once make one payment, and all show its outcome', async ({ page, context }) => {
    test.slow()
    await saveCardByApi(page)
    const purchase = await createPurchase(page)
    const tabs = [page, ...(await Promise.all(Array.from({ length: 7 }, () => context.newPage())))]
    await Promise.all(tabs.map((tab) => openPurchase(tab, purchase)))
    const sent = recordPaymentRequests(context)

    await Promise.all(tabs.map((tab) => payButton(tab).evaluate((button: HTMLElement) => button.click())))
    await Promise.all(tabs.map((tab) => expectThanks(tab)))
    await expectChargedOnce(purchase)
    const answers = await Promise.all(sent.map(async (request) => (await request.response())?.status()))
    expect(answers.filter((status) => status !== 409)).toHaveLength(1)
  })
})
