import { Pool, type PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

let home: TestShop
let shop: TestShop
let pool: Pool
/** How often the pool has handed out each connection. */
const loans = new Map<PoolClient, number>()

beforeAll(async () => {
  home = await openTestShop('postgres')
  const { database } = home.options
  if (!(database instanceof Pool)) throw new Error('This test needs a Postgres.')
  // The worst case of a transaction pooler: no connection is used twice.
  pool = new Pool({ ...database.options, maxUses: 1 })
  pool.on('acquire', (client) => loans.set(client, (loans.get(client) ?? 0) + 1))
  shop = await openTestShop('postgres', { database: pool })
})
afterAll(async () => {
  await shop.close()
  await pool.end()
  await home.close()
})

const pass = async (minutes: number) => {
  shop.clock.offsetMs += minutes * 60_000
  await shop.cardfile.reconcile()
}

it('runs each transaction, and each statement outside one, on a new connection, from a first payment to the removal of a card', async () => {
  const ada = shop.customer('ada')
  const first = await ada.saveCard()
  const second = await ada.saveCard('5544330000000037')
  expect((await ada.send('PUT', `/cards/${second.id}/default`)).status).toBe(200)

  const paid = ada.newCheckout(995)
  const presses = await Promise.all(
    Array.from({ length: 10 }, () => ada.press(paid, { cardId: second.id, cvc: '123' })),
  )
  expect(presses.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 9 }, () => 409)])
  expect((await ada.checkout(paid)).payment).toMatchObject({ status: 'succeeded' })

  expect(await ada.pay(ada.newCheckout(666051), { cardId: first.id })).toMatchObject({ status: 'declined' })

  const hosted = await ada.pay(ada.newCheckout(700))
  const cancelled = await ada.send('POST', `/payments/${hosted.id}/cancel`)
  expect(await cancelled.json()).toMatchObject({ status: 'cancelled' })

  const stepUp = await ada.pay(ada.newCheckout(666030), { cardId: first.id })
  if (stepUp.status !== 'redirect') throw new Error(`The bank asked for nothing: ${stepUp.status}.`)
  await ada.confirm(stepUp.redirectUrl, '0101')
  expect(await ada.payment(stepUp.id)).toMatchObject({ status: 'succeeded' })

  shop.sandbox.script({ commit: 'before', answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } })
  const lost = await ada.pay(ada.newCheckout(800), { cardId: first.id })
  expect(lost).toMatchObject({ status: 'confirming' })
  await pass(1)
  expect(await ada.payment(lost.id)).toMatchObject({ status: 'succeeded' })

  shop.sandbox.script('reset-not-charged')
  const absent = await ada.pay(ada.newCheckout(801), { cardId: first.id })
  for (let poll = 0; poll < 4; poll += 1) await pass(6)
  expect(await ada.payment(absent.id)).toMatchObject({ status: 'cancelled' })

  expect((await ada.send('DELETE', `/cards/${second.id}`)).status).toBe(204)
  expect((await ada.press(ada.newCheckout(995), { cardId: second.id })).status).toBe(404)
  expect(await (await ada.send('GET', '/health')).json()).toMatchObject({ open: 0, confirming: 0, surplus: 0 })
  await pass(1)

  const types = shop.events.map(({ type }) => type)
  expect(types.filter((type) => type === 'payment.succeeded')).toHaveLength(5)
  expect(new Set(types)).toEqual(
    new Set(['payment.succeeded', 'payment.declined', 'payment.cancelled', 'card.saved', 'card.removed']),
  )
  expect(loans.size).toBeGreaterThan(100)
  expect([...loans.values()].filter((times) => times > 1)).toEqual([])
})
