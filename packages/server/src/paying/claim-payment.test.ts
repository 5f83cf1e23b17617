import { Pool, type PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SavedCard } from '@cardfile/contract'
import { assembleCardfile } from '../cardfile.ts'
import { createCustomer } from '../../test/support/customer.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

let shop: TestShop
let saving: Promise<SavedCard> | undefined
beforeAll(async () => {
  shop = await openTestShop('postgres', { rateLimits: 'off' })
})
afterAll(() => shop.close())

async function saveCard(): Promise<string> {
  saving ??= shop.customer('ada').saveCard()
  return (await saving).id
}

const posted = () => shop.gatewayRequests.filter((request) => request === 'POST /v1/orders/').length

it('commits a payment before a byte of its order leaves', async () => {
  const { gateway } = shop.options
  const seen: unknown[] = []
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.method === 'POST') {
      const { merchant_order_id: ref } = (await request.clone().json()) as { merchant_order_id: string }
      seen.push(...(await shop.query(`select state from cardfile_payment where ref = '${ref}'`)))
    }
    return (gateway.fetch ?? fetch)(request)
  }
  const cardfile = assembleCardfile({ ...shop.options, gateway: { ...gateway, fetch: ask } }, shop.clock)
  const ada = createCustomer({ ...shop, cardfile }, 'ada')
  await ada.press(ada.newCheckout(995))
  expect(seen).toEqual([{ state: 'submitting' }])
  await cardfile.close()
})

it('sends one order, whatever the outcome, and never sends it again', async () => {
  const ada = shop.customer('ada')
  const cardId = await saveCard()
  const reset = { kind: 'reset', when: 'before' } as const
  const faults = {
    'reset, charged': { commit: 'before', answer: reset },
    'reset, not charged': { commit: 'never', answer: reset },
    'internal error, charged': { commit: 'before', answer: { kind: 'status', status: 500 } },
    'truncated answer': { answer: { kind: 'truncate', bytes: 40 } },
  } as const
  for (const [scenario, fault] of Object.entries(faults)) {
    // Lost, or a webhook may be faster than the answer to the press.
    shop.sandbox.script({ ...fault, webhooks: { kind: 'lost' } })
    const before = posted()
    const payment = await ada.pay(ada.newCheckout(995), { cardId })
    expect(payment).toMatchObject({ status: 'confirming', mayPayAgain: false })
    shop.clock.offsetMs += 60_000
    await shop.cardfile.reconcile()
    expect(posted() - before, scenario).toBe(1)
  }
})

it('reads its payment back and sends it when the answer to the commit is lost', async () => {
  const { cardId, ada, loss, close } = await openLosingShop()
  const checkoutId = ada.newCheckout(888)
  loss.isDue = true
  expect(await ada.pay(checkoutId, { cardId })).toMatchObject({ status: 'succeeded' })
  expect(loss.count).toBeGreaterThan(0)
  expect(shop.sandbox.orders.list().filter(({ amount }) => amount === 888)).toHaveLength(1)
  await close()
})

it('tells a press that waited for a claim whose commit lost its answer of the payment', async () => {
  const { cardId, ada, loss, close } = await openLosingShop()
  const checkoutId = ada.newCheckout(889)
  await ada.checkout(checkoutId)
  loss.isDue = true
  const answers = await Promise.all(Array.from({ length: 3 }, () => ada.press(checkoutId, { cardId })))
  expect(loss.count).toBeGreaterThan(0)
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
  expect(shop.sandbox.orders.list().filter(({ amount }) => amount === 889)).toHaveLength(1)
  await close()
})

/** The test shop over a pool that loses the answer to one commit, once that is due; with a customer and a saved card. */
async function openLosingShop() {
  const cardId = await saveCard()
  const pool = shop.options.database
  if (!(pool instanceof Pool)) throw new Error('The test shop has no pool.')
  const loss = { isDue: false, count: 0 }
  const losing = loseCommits(pool, () => loss.isDue && (loss.count += 1) === 1)
  const cardfile = assembleCardfile({ ...shop.options, database: losing }, shop.clock)
  await cardfile.handle(new Request('http://shop.test/api/cardfile/health'))
  return { cardId, ada: createCustomer({ ...shop, cardfile }, 'ada'), loss, close: () => cardfile.close() }
}

/** The pool, except that the answer to a commit is lost where `isLost` says so. The commit takes place. */
function loseCommits(pool: Pool, isLost: () => boolean): Pool {
  const wrap = (client: PoolClient): PoolClient =>
    replace(client, {
      query: async (...args: readonly unknown[]) => {
        const answer: unknown = await Promise.resolve(Reflect.apply(client.query.bind(client), undefined, args))
        const [first] = args
        const text = typeof first === 'object' && first !== null && 'text' in first ? first.text : first
        if (text === 'commit' && isLost())
          throw Object.assign(new Error('The connection ended.'), { code: 'ECONNRESET' })
        return answer
      },
    })
  return replace(pool, { connect: async () => wrap(await pool.connect()) })
}

function replace<T extends object>(target: T, methods: Readonly<Record<string, unknown>>): T {
  return new Proxy(target, {
    get(_, key) {
      if (typeof key === 'string' && Object.hasOwn(methods, key)) return methods[key]
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

it.each([
  ['two open payments', 'unknown', 'submitting', 'cardfile_payment_one_open'],
  ['two successes', 'succeeded', 'succeeded', 'cardfile_payment_one_success'],
])('lets the database itself refuse %s of one checkout', async (name, first, second, index) => {
  await shop.query(`insert into cardfile_checkout (id, customer_id) values ('${name}', 'ada')`)
  const insert = (state: string) =>
    shop.query(
      `insert into cardfile_payment (id, ref, checkout_id, customer_id, kind, amount, currency, idempotency_key, intent_mac,
         state, submitted_at, created_at, updated_at)
       values (gen_random_uuid(), gen_random_uuid()::text, '${name}', 'ada', 'one_click', 1, 'EUR',
         gen_random_uuid()::text, '', '${state}', now(), now(), now())`,
    )
  await insert(first)
  await expect(insert(second)).rejects.toThrow(index)
})

it('lets one of many presses through by the lock alone, and tells the others why', async () => {
  await shop.query('drop index cardfile_payment_one_open')
  // Five instances: within one, claims queue.
  const instances = Array.from({ length: 5 }, () => assembleCardfile(shop.options, shop.clock))
  // A press that starts after the first has finished does not race. Of ten attempts, most do.
  for (const name of Array.from({ length: 10 }, (_, number) => `racer-${number}`)) {
    const tabs = instances.map((cardfile) => createCustomer({ ...shop, cardfile }, name))
    // An earlier press made the checkout's row, and no card is involved: inserting a row, and locking cards, would queue too.
    const checkoutId = shop.customer(name).newCheckout(777)
    const first = await shop.customer(name).pay(checkoutId)
    await shop.customer(name).send('POST', `/payments/${first.id}/cancel`)
    for (const tab of tabs) await tab.checkout(checkoutId)
    // Opens a connection for each: a press that had to open one would come after the first has finished.
    await Promise.all(tabs.map(() => shop.query('select pg_sleep(0.05)')))
    const before = shop.sandbox.orders.list().length
    const answers = await Promise.all(tabs.map((tab) => tab.press(checkoutId)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409])
    expect(shop.sandbox.orders.list()).toHaveLength(before + 1)
  }
  for (const instance of instances) await instance.close()
})
