import { join } from 'node:path'
import { openCheckout, saveCard } from './customer.ts'
import { signIn, test } from './shop-test.ts'

test.use({ visitor: 'anonymous', viewport: { width: 1100, height: 720 } })

test('a checkout with a saved card', async ({ page }) => {
  await signIn(page, 'ada')
  await saveCard(page)
  await openCheckout(page, 'oat-biscuits')
  await page.getByRole('button', { name: 'Pay €9.95' }).waitFor()
  await page.screenshot({
    path: join(import.meta.dirname, '../screenshot.png'),
    animations: 'disabled',
    // Hiding the caret takes an inline style, which fails every journey.
    caret: 'initial',
    // Without the empty bottom of the page.
    clip: { x: 0, y: 0, width: 1100, height: 565 },
  })
})
