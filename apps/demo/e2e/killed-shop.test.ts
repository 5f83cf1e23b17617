import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectThanks, openCheckout } from './customer.ts'
import { saveCardByApi } from './returning-customer.ts'
import { runDemo, type RunningDemo } from './run-demo.ts'
import { expect, newCustomer, signIn, test } from './shop-test.ts'

/** Journeys that need a shop of their own: they kill it, or script its sandbox. */

const port = '5275'

test.use({ baseURL: `http://localhost:${port}`, visitor: 'anonymous', tolerated: /net::ERR_/ })
// One process, in series, on one shop.
test.describe.configure({ mode: 'default', timeout: 120_000 })

let data = ''
let demo: RunningDemo
test.beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'cardfile-demo-'))
  demo = await runDemo({ PORT: port, CARDFILE_DATA: data })
})
test.afterAll(async () => {
  await demo.kill()
  await rm(data, { recursive: true, force: true })
})
test.beforeEach(({ page }) => signIn(page, newCustomer()))

test('keeps card and order after the shop is killed', async ({ page }) => {
  await saveCardByApi(page)
  await demo.kill()
  demo = await runDemo({ PORT: port, CARDFILE_DATA: data })

  await page.goto('/account')
  await expect(page.getByText('Visa ending in 1111')).toBeVisible()
  await expect(page.getByText('Breakfast tea')).toBeVisible()
  await openCheckout(page, 'oat-biscuits')
  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await expectThanks(page)
})

test('plays a scenario from the drawer and shows its outcome', async ({ page }) => {
  await saveCardByApi(page)
  await openCheckout(page, 'oat-biscuits')
  const drawer = page.getByRole('complementary', { name: 'Behind the scenes' })
  await drawer.getByRole('button', { name: 'Behind the scenes' }).click()
  await drawer.getByRole('combobox').selectOption({ label: 'Declined: insufficient funds' })
  await drawer.getByRole('button', { name: 'Play' }).click()
  await expect(drawer.getByText('Queued for the next call: Declined: insufficient funds')).toBeVisible()

  await page.getByRole('button', { name: 'Pay €9.95' }).click()
  await expect(page.getByText('There is not enough money on this card.')).toBeVisible()
  await expect(drawer.getByText('payment.declined')).toBeVisible()
  await expect(drawer.getByText('Queued for the next call')).toBeHidden()
  const seen = await page.request.get('/demo/sandbox')
  expect(await seen.text()).not.toContain('vaultToken')
})
