import type { EventEmitter } from 'node:events'
import { Pool } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../cardfile.ts'
import { createCustomer } from '../testing/customer.ts'
import { openTestShop, type TestShop } from '../testing/shop.ts'
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

it('answers 503 soon, and sends nothing, when the pool has no connection left', async () => {
  const ada = createCustomer({ ...shop, cardfile }, 'ada')
  const checkoutId = ada.newCheckout(1295)
  const { quote } = await ada.checkout(checkoutId)
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  const asked = shop.asked.length
  const started = performance.now()
  const body = { checkoutId, quote, method: { type: 'new-card', save: null } }
  const answer = await ada.send('POST', '/payments', body, { 'idempotency-key': crypto.randomUUID() })
  expect(answer.status).toBe(503)
  expect(performance.now() - started).toBeLessThan(8_000)
  expect(shop.asked.length).toBe(asked)
  for (const client of held) client.release()
  expect((await ada.press(checkoutId)).status).toBe(201)
})

it('leaves a limit that the shop has chosen alone', async () => {
  const own = new Pool({ ...pool.options, connectionTimeoutMillis: 700 })
  await (await openDatabase(own, false)).close()
  expect(own.options.connectionTimeoutMillis).toBe(700)
  await own.end()
})

it('survives a connection that breaks in the middle of a transaction', async () => {
  const { transaction } = await openDatabase(pool, false)
  const broken = transaction(async (tx) => {
    const { rows } = (await tx.execute('select pg_backend_pid() as pid')) as { rows: { pid: number }[] }
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    // Only now does the connection end, with no statement under way that could fail instead.
    await new Promise((resolve) => setTimeout(resolve, 200))
    await tx.execute('select 1')
  })
  await expect(broken).rejects.toThrow()
  expect((await shop.customer('ada').cards()).length).toBe(1)
})

it('survives a connection that breaks in the very moment in which it is handed out', async () => {
  const own = new Pool({ ...pool.options, max: 1 })
  const { db, transaction, close } = await openDatabase(own, false)
  let breaks: (() => void) | undefined
  own.once('connect', (client) => {
    // pg's types do not show what a client talks through.
    const { connection } = client as unknown as { readonly connection: EventEmitter }
    // The end of one statement and the server's farewell, in one packet: whoever is next in line has the connection by then.
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
