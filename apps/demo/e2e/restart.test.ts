import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectThanks, openCheckout, saveCard } from './customer.ts'
import { runDemo } from './run-demo.ts'
import { expect, signIn, test } from './shop-test.ts'

const port = '5275'

test.use({ baseURL: `http://localhost:${port}`, visitor: 'nobody', tolerated: /ERR_CONNECTION/ })

test('a killed shop forgets neither the card nor the order', async ({ page }) => {
  test.slow()
  const data = await mkdtemp(join(tmpdir(), 'cardfile-demo-'))
  const environment = { PORT: port, CARDFILE_DATA: data }
  let demo = await runDemo(environment)
  try {
    await signIn(page, 'ada')
    await saveCard(page)
    await demo.kill()

    demo = await runDemo(environment)
    await page.goto('/account')
    await expect(page.getByText('Visa ending in 1111')).toBeVisible()
    await expect(page.getByText('Breakfast tea')).toBeVisible()
    await openCheckout(page, 'oat-biscuits')
    await page.getByRole('button', { name: 'Pay €9.95' }).click()
    await expectThanks(page)
  } finally {
    await demo.kill()
    await rm(data, { recursive: true, force: true })
  }
})
