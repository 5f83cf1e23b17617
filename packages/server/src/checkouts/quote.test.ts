import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop('embedded')
})
afterAll(() => shop.close())

it('offers a price for half an hour, as the kit’s fake backend does', async () => {
  const ada = shop.customer('ada')
  const { quoteExpiresAt } = await ada.checkout(ada.newCheckout(1295))
  const lifetimeMs = Date.parse(quoteExpiresAt) - Date.now()
  // A change here is a change of `createFakeBackend` in @cardfile/react/testing too.
  expect(lifetimeMs).toBeGreaterThan(29 * 60_000)
  expect(lifetimeMs).toBeLessThanOrEqual(30.5 * 60_000)
})
