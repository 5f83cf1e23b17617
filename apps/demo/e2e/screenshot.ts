import { join } from 'node:path'
import { openCheckout, saveCard } from './customer.ts'
import { test } from './shop-test.ts'

test.use({ viewport: { width: 1100, height: 640 } })

test('a checkout with a saved card', async ({ page }) => {
  await saveCard(page)
  await openCheckout(page, 'oat-biscuits')
  await page.getByRole('button', { name: 'Pay €9.95' }).waitFor()
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(import.meta.dirname, '../screenshot.png'), animations: 'disabled' })
})
