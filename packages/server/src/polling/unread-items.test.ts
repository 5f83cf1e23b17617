import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../cardfile.ts'
import { createCustomer } from '../../test/support/customer.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

const minute = 60_000

let shop: TestShop
let cardfile: Cardfile
/** Changes the items of the gateway's list. */
let tamper: (items: Record<string, unknown>[]) => unknown[] = (items) => items
beforeAll(async () => {
  shop = await openTestShop('embedded')
  const { gateway } = shop.options
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const answer = await (gateway.fetch ?? fetch)(request)
    if (request.method !== 'GET' || new URL(request.url).search === '') return answer
    return Response.json(tamper((await answer.json()) as Record<string, unknown>[]))
  }
  cardfile = assembleCardfile({ ...shop.options, gateway: { ...gateway, fetch: ask } }, shop.clock)
})
afterAll(async () => {
  await cardfile.close()
  await shop.close()
})

/** Charges a saved card without an answer. `poll` polls four times and returns the payment's status. */
async function loseAnswer(customerId: string, scenario: 'reset-charged' | 'reset-not-charged') {
  const { sandbox, checkouts } = shop
  tamper = (items) => items
  const customer = createCustomer({ cardfile, sandbox, checkouts }, customerId)
  const card = await customer.saveCard()
  const webhooks = { kind: 'lost' } as const
  const commit = scenario === 'reset-charged' ? 'before' : 'never'
  sandbox.script({ commit, answer: { kind: 'reset', when: 'before' }, webhooks })
  const lost = await customer.pay(customer.newCheckout(995), { cardId: card.id })
  const [{ ref }] = (await shop.query(`select ref from cardfile_payment where id = '${lost.id}'`)) as [{ ref: string }]
  return {
    ref,
    async poll(spacing = 6 * minute) {
      for (let pass = 0; pass < 4; pass += 1) {
        shop.clock.offsetMs += spacing
        await cardfile.reconcile()
      }
      return (await customer.payment(lost.id)).status
    },
  }
}

const odd = { id: crypto.randomUUID(), amount: 'twelve', status: 'completed', currency: 'EUR' }

it('finds an order in a list that also holds an unreadable one', async () => {
  const { poll } = await loseAnswer('ada', 'reset-charged')
  tamper = (items) => [{ ...odd, merchant_order_id: 'other-1' }, null, 7, ...items]
  expect(await poll()).toBe('succeeded')
})

it('fetches an order that is unreadable in the list but carries the reference', async () => {
  const { ref, poll } = await loseAnswer('bob', 'reset-charged')
  tamper = (items) => items.map((item) => (item['merchant_order_id'] === ref ? { ...item, amount: null } : item))
  expect(await poll()).toBe('succeeded')
})

it('does not declare an order absent while an unreadable item may be it', async () => {
  const { ref, poll } = await loseAnswer('chloe', 'reset-not-charged')
  tamper = (items) => [...items, odd]
  expect(await poll()).toBe('confirming')
  tamper = (items) => [...items, { ...odd, id: 7, merchant_order_id: ref }]
  expect(await poll()).toBe('confirming')
  tamper = (items) => [...items, { ...odd, merchant_order_id: 'other-2' }]
  // By then it is polled once an hour.
  expect(await poll(75 * minute)).toBe('cancelled')
})

it('records a paid order of this shop that is unreadable in the list', async () => {
  const { ref, poll } = await loseAnswer('dan', 'reset-charged')
  tamper = () => []
  expect(await poll()).toBe('cancelled')
  tamper = (items) => items.map((item) => (item['merchant_order_id'] === ref ? { ...item, amount: null } : item))
  shop.clock.offsetMs += 61 * minute
  expect(await cardfile.reconcile()).toMatchObject({ repaired: 1 })
})
