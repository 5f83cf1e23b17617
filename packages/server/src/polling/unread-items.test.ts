import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../cardfile.ts'
import { createCustomer } from '../../test/support/customer.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

const minute = 60_000

let shop: TestShop
let cardfile: Cardfile
/** What the list shows in place of each order, or beside it. */
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

/** Charges a saved card and hears nothing; answers what the payment is once it has been looked for long enough. */
async function loseAndLook(customerId: string, scenario: 'reset-charged' | 'reset-not-charged') {
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
    async look(spacing = 6 * minute) {
      for (let pass = 0; pass < 4; pass += 1) {
        shop.clock.offsetMs += spacing
        await cardfile.reconcile()
      }
      return (await customer.payment(lost.id)).status
    },
  }
}

const odd = { id: crypto.randomUUID(), amount: 'twelve', status: 'completed', currency: 'EUR' }

it('finds an order in a list that holds another one it cannot read', async () => {
  const { look } = await loseAndLook('ada', 'reset-charged')
  tamper = (items) => [{ ...odd, merchant_order_id: 'somebody-1' }, null, 7, ...items]
  expect(await look()).toBe('succeeded')
})

it('fetches an order that it cannot read in the list, and that carries the reference', async () => {
  const { ref, look } = await loseAndLook('bob', 'reset-charged')
  tamper = (items) => items.map((item) => (item['merchant_order_id'] === ref ? { ...item, amount: null } : item))
  expect(await look()).toBe('succeeded')
})

it('does not take an order for absent while the list holds one that it cannot read, and that may be it', async () => {
  const { ref, look } = await loseAndLook('chloe', 'reset-not-charged')
  tamper = (items) => [...items, odd]
  expect(await look()).toBe('confirming')
  tamper = (items) => [...items, { ...odd, id: 7, merchant_order_id: ref }]
  expect(await look()).toBe('confirming')
  tamper = (items) => [...items, { ...odd, merchant_order_id: 'somebody-2' }]
  // By then it is looked for once an hour.
  expect(await look(75 * minute)).toBe('cancelled')
})

it('sweeps up a paid order of ours that it cannot read in the list', async () => {
  const { ref, look } = await loseAndLook('dan', 'reset-charged')
  tamper = () => []
  expect(await look()).toBe('cancelled')
  tamper = (items) => items.map((item) => (item['merchant_order_id'] === ref ? { ...item, amount: null } : item))
  shop.clock.offsetMs += 61 * minute
  expect(await cardfile.reconcile()).toMatchObject({ repaired: 1 })
})
