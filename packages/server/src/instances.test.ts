import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from './cardfile.ts'
import { createClock } from './store/clock.ts'
import { createCustomer } from '../test/support/customer.ts'
import { openTestShop, type TestShop } from '../test/support/shop.ts'

let shop: TestShop
let other: Cardfile
beforeAll(async () => {
  shop = await openTestShop('postgres')
  other = assembleCardfile(shop.options, createClock(1))
})
afterAll(async () => {
  await other.close()
  await shop.close()
})

it('serves one customer from two instances on one Postgres, and charges once', async () => {
  const { sandbox, checkouts } = shop
  const here = shop.customer('ada')
  const there = createCustomer({ cardfile: other, sandbox, checkouts }, 'ada')
  const card = await here.saveCard()
  expect(await there.cards()).toEqual([card])

  const checkoutId = here.newCheckout(777)
  const presses = [here, there, here, there].map((customer) => customer.press(checkoutId, { cardId: card.id }))
  const statuses = (await Promise.all(presses)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 201)).toHaveLength(1)
  expect(sandbox.orders.list().filter(({ amount }) => amount === 777)).toHaveLength(1)
  expect((await there.checkout(checkoutId)).payment).toMatchObject({ status: 'succeeded' })
})
