import { Pool } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

let shop: TestShop
let pool: Pool
beforeAll(async () => {
  shop = await openTestShop('postgres')
  if (!(shop.options.database instanceof Pool)) throw new Error('The test shop has no pool.')
  pool = shop.options.database
})
afterAll(() => shop.close())

const tabs = 50

/** Connections that wait for a lock. */
async function countWaiting(): Promise<number> {
  const rows = await shop.query(
    `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
  )
  return rows.length
}

it('keeps one connection busy, however many tabs press on a checkout whose lock is held, and serves other customers', async () => {
  const ada = shop.customer('ada')
  const checkoutId = ada.newCheckout(995)
  const first = await ada.pay(checkoutId)
  await ada.send('POST', `/payments/${first.id}/cancel`)
  const bob = shop.customer('bob')
  const other = bob.newCheckout(1295)
  await bob.checkout(other)

  const holder = await pool.connect()
  await holder.query('begin')
  await holder.query('select 1 from cardfile_checkout where id = $1 for update', [checkoutId])
  let isAnswered = false
  const presses = Array.from({ length: tabs }, async () => {
    const { status } = await ada.press(checkoutId)
    isAnswered = true
    return status
  })
  await vi.waitUntil(async () => (await countWaiting()) > 0, { timeout: 10_000, interval: 20 })
  expect((await bob.press(other)).status).toBe(201)
  expect(await countWaiting()).toBeLessThanOrEqual(1)
  expect(isAnswered, 'a tab was answered while the lock was held').toBe(false)
  await holder.query('rollback')
  holder.release()

  const statuses = await Promise.all(presses)
  expect(statuses.filter((status) => status === 201)).toHaveLength(1)
  expect(statuses.filter((status) => status === 409)).toHaveLength(tabs - 1)
})

it('fails all tabs at the first lock time-out, and serves the next press', async () => {
  const ada = shop.customer('ada')
  const checkoutId = ada.newCheckout(995)
  const first = await ada.pay(checkoutId)
  await ada.send('POST', `/payments/${first.id}/cancel`)
  const holder = await pool.connect()
  await holder.query('begin')
  await holder.query('select 1 from cardfile_checkout where id = $1 for update', [checkoutId])
  const started = performance.now()
  const answers = await Promise.all(Array.from({ length: tabs }, () => ada.press(checkoutId)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
  expect(performance.now() - started).toBeLessThan(8_000)
  await holder.query('rollback')
  holder.release()
  expect((await ada.press(checkoutId)).status).toBe(201)
})
