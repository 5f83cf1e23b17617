import type { EventEmitter } from 'node:events'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { assembleCardfile, type Cardfile } from '../cardfile.ts'
import { createCustomer } from '../../test/support/customer.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'
import { openDatabase } from './database.ts'

let shop: TestShop
let pool: Pool
let cardfile: Cardfile
beforeAll(async () => {
  shop = await openTestShop('postgres')
  if (!(shop.options.database instanceof Pool)) throw new Error('The test shop has no pool.')
  pool = new Pool({ ...shop.options.database.options, connectionTimeoutMillis: 0 })
  cardfile = assembleCardfile({ ...shop.options, database: pool }, shop.clock)
  await shop.customer('ada').saveCard()
})
afterAll(async () => {
  await cardfile.close()
  await pool.end()
  await shop.close()
})

it('answers 503 in time and sends nothing when the pool is exhausted', async () => {
  const ada = createCustomer({ ...shop, cardfile }, 'ada')
  const checkoutId = ada.newCheckout(1295)
  const { quote } = await ada.checkout(checkoutId)
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  const asked = shop.gatewayRequests.length
  const started = performance.now()
  const body = { checkoutId, quote, method: { type: 'new-card', save: null } }
  const answer = await ada.send('POST', '/payments', body, { 'idempotency-key': crypto.randomUUID() })
  expect(answer.status).toBe(503)
  expect(performance.now() - started).toBeLessThan(8_000)
  expect(shop.gatewayRequests.length).toBe(asked)
  for (const client of held) client.release()
  expect((await ada.press(checkoutId)).status).toBe(201)
})

it('keeps the connection time-out of the shop’s pool', async () => {
  const own = new Pool({ ...pool.options, connectionTimeoutMillis: 700 })
  await (await openDatabase(own, false)).close()
  expect(own.options.connectionTimeoutMillis).toBe(700)
  await own.end()
})

it('survives a connection that breaks in a transaction', async () => {
  const { transaction } = await openDatabase(pool, false)
  const broken = transaction(async (tx) => {
    const { rows } = (await tx.execute('select pg_backend_pid() as pid')) as { rows: { pid: number }[] }
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    // The connection ends while no statement is running that could fail instead.
    await new Promise((resolve) => setTimeout(resolve, 200))
    await tx.execute('select 1')
  })
  await expect(broken).rejects.toThrow()
  expect((await shop.customer('ada').cards()).length).toBe(1)
})

it('survives a connection that breaks as the pool hands it out', async () => {
  const own = new Pool({ ...pool.options, max: 1 })
  const { db, transaction, close } = await openDatabase(own, false)
  let breaks: (() => void) | undefined
  own.once('connect', (client) => {
    // pg's types hide the client's connection.
    const { connection } = client as unknown as { readonly connection: EventEmitter }
    // The end of a statement and the server's termination message, in one packet: the pool has handed the connection on by then.
    connection.on('readyForQuery', () => breaks?.())
    breaks = () => {
      if (own.waitingCount > 0) return
      breaks = undefined
      connection.emit('errorMessage', Object.assign(new Error('terminating connection'), { code: '57P01' }))
    }
  })
  const statements = [own.query('select 1'), own.query('select 1')]
  await Promise.allSettled([...statements, transaction((tx) => tx.execute('select 1'))])
  expect(breaks).toBeUndefined()
  expect(await db.execute('select 1')).toMatchObject({ rowCount: 1 })
  await close()
  await own.end()
})

// Both tests wait for time-outs, so they run concurrently.
it.concurrent('gives up a statement that is never answered, in a transaction and outside one, and replaces its connection', async () => {
  const own = new Pool({ ...pool.options, max: 2 })
  const { db, transaction, close } = await openDatabase(own, false)
  const removed: unknown[] = []
  own.on('remove', (client) => removed.push(client))
  const started = performance.now()
  const neverAnswered = [
    db.execute('select pg_sleep(60)'),
    // Without the server's time-out: a server that is gone sends none either.
    transaction(async (tx) => {
      await tx.execute(`set local statement_timeout = 0`)
      await tx.execute('select pg_sleep(60)')
    }),
  ]
  const ends = await Promise.allSettled(neverAnswered)
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(performance.now() - started).toBeLessThan(15_000)
  await vi.waitUntil(() => removed.length === 2)
  expect(await db.execute('select 1')).toMatchObject({ rowCount: 1 })
  await close()
  await own.end()
})

it.concurrent('answers 503 in time and sends nothing while another transaction holds the checkout’s lock', async () => {
  const ada = createCustomer({ ...shop, cardfile }, 'ada')
  const checkoutId = ada.newCheckout(1295)
  await ada.pay(checkoutId)
  const [row] = await shop.query(`select id from cardfile_payment where checkout_id = '${checkoutId}'`)
  const holder = await pool.connect()
  await holder.query('begin')
  await holder.query(`select 1 from cardfile_checkout where id = $1 for update`, [checkoutId])
  const asked = shop.gatewayRequests.length
  const started = performance.now()
  const answer = await ada.send('POST', `/payments/${String(row?.['id'])}/cancel`)
  expect(answer.status).toBe(503)
  expect(performance.now() - started).toBeLessThan(8_000)
  expect(shop.gatewayRequests.length).toBe(asked)
  await holder.query('rollback')
  holder.release()
  expect(await (await ada.send('POST', `/payments/${String(row?.['id'])}/cancel`)).json()).toMatchObject({
    status: 'cancelled',
  })
})

it('sets time-outs for statements and idle transactions in its own transactions only', async () => {
  const { transaction } = await openDatabase(pool, false)
  const settings = `select current_setting('statement_timeout') as most,
    current_setting('idle_in_transaction_session_timeout') as silent`
  expect(await transaction((tx) => tx.execute(settings))).toMatchObject({ rows: [{ most: '3s', silent: '10s' }] })
  expect((await pool.query(settings)).rows).toEqual([{ most: '0', silent: '0' }])
})

/** Makes the database refuse the next `times` inserts of a payment with this error code. */
async function refuseInserts(code: string, times: number): Promise<() => Promise<void>> {
  // A sequence keeps its value although the transaction is rolled back.
  await shop.query('create sequence refusals')
  await shop.query(`create function refuse() returns trigger language plpgsql as $$ begin
      if nextval('refusals') <= ${times} then raise exception 'refused' using errcode = '${code}'; end if;
      return new;
    end $$`)
  await shop.query('create trigger refuse before insert on cardfile_payment for each row execute function refuse()')
  return async () => {
    await shop.query('drop trigger refuse on cardfile_payment')
    await shop.query('drop function refuse')
    await shop.query('drop sequence refusals')
  }
}

it.each([
  ['a serialisation failure', '40001'],
  ['a deadlock', '40P01'],
])('tries again after %s, before an order is sent, and charges once', async (_, code) => {
  const ada = shop.customer('ada')
  const [card] = await ada.cards()
  const accept = await refuseInserts(code, 2)
  const posts = () => shop.gatewayRequests.filter((request) => request.startsWith('POST')).length
  const before = posts()
  expect(await ada.pay(ada.newCheckout(1295), { cardId: card?.id ?? '' })).toMatchObject({ status: 'succeeded' })
  expect(posts()).toBe(before + 1)
  await accept()
})

it('answers 503 and sends nothing while the database’s disk is full', async () => {
  const ada = shop.customer('ada')
  const checkoutId = ada.newCheckout(1295)
  const accept = await refuseInserts('53100', 1)
  const asked = shop.gatewayRequests.length
  expect((await ada.press(checkoutId)).status).toBe(503)
  expect(shop.gatewayRequests.length).toBe(asked)
  expect((await ada.press(checkoutId)).status).toBe(201)
  await accept()
})
