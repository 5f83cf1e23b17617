import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCheckout, saveCard } from './customer.ts'
import { runDemo } from './run-demo.ts'
import { expect, signIn, test } from './shop-test.ts'

const port = '5277'

// A shop of its own: a scenario waits for the next payment, whoever's it is.
test.use({ baseURL: `http://localhost:${port}`, visitor: 'nobody' })

test('the drawer plays a scenario and shows what came of it', async ({ page }) => {
  test.slow()
  const data = await mkdtemp(join(tmpdir(), 'cardfile-demo-'))
  const demo = await runDemo({ PORT: port, CARDFILE_DATA: data })
  try {
    await signIn(page, 'ada')
    await saveCard(page)
    await openCheckout(page, 'oat-biscuits')
    const drawer = page.getByRole('complementary', { name: 'Behind the scenes' })
    await drawer.getByRole('button', { name: 'Behind the scenes' }).click()
    await drawer.getByRole('combobox').selectOption({ label: 'Declined: insufficient funds' })
    await drawer.getByRole('button', { name: 'Play' }).click()
    await expect(drawer.getByText('Waiting for its call: Declined: insufficient funds')).toBeVisible()

    await page.getByRole('button', { name: 'Pay €9.95' }).click()
    await expect(page.getByText('There is not enough money on this card.')).toBeVisible()
    await expect(drawer.getByText('payment.declined')).toBeVisible()
    await expect(drawer.getByText('Waiting for its call')).toBeHidden()
    expect(await page.request.get('/demo/sandbox').then((answer) => answer.text())).not.toContain('vaultToken')
  } finally {
    await demo.kill()
    await rm(data, { recursive: true, force: true })
  }
})
