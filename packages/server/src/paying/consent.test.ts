import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop('embedded')
})
afterAll(() => shop.close())

it('asks for a token only with the customer’s consent to save the card', async () => {
  const ada = shop.customer('ada')
  for (const save of [false, true]) {
    await ada.typeCard(await ada.pay(ada.newCheckout(1295), { save }))
    expect(shop.sandbox.state().cards).toHaveLength(save ? 1 : 0)
    expect(await ada.cards()).toHaveLength(save ? 1 : 0)
  }
})
