import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Cardfile, createCardfile } from './cardfile.ts'
import { embeddedDatabase } from './embedded.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cardfile-embedded-'))
})
afterEach(() => {
  chmodSync(directory, 0o700)
  rmSync(directory, { recursive: true, force: true })
})

const openShop = (path: string, database = embeddedDatabase(path)): Cardfile =>
  createCardfile({
    gateway: { apiKey: 'test_key', mode: 'test', baseUrl: 'http://127.0.0.1:9' },
    database,
    secret: 'a secret that only tests of this repository know',
    publicUrl: 'http://shop.test/api/cardfile',
    returnTo: () => '/',
    identify: () => ({ customerId: 'ada' }),
    loadCheckout: () => ({ amount: { value: 100, currency: 'EUR' }, description: 'Order 1' }),
  })

it('creates the directory, keeps its data across a restart, and holds tables of the shop too', async () => {
  const path = join(directory, 'deep', 'inside')
  const database = embeddedDatabase(path)
  const first = openShop(path, database)
  await first.start()
  await database.query('create table shop_order (id text primary key)')
  await database.query('insert into shop_order values ($1)', ['order-1'])
  await first.close()

  const reopened = embeddedDatabase(path)
  const second = openShop(path, reopened)
  await second.start()
  expect((await reopened.query('select id from shop_order')).rows).toEqual([{ id: 'order-1' }])
  await second.close()
})

it('refuses a second process by naming the first, and opens once the first has closed', async () => {
  const first = openShop(directory)
  const second = openShop(directory)
  await first.start()
  await expect(second.start()).rejects.toThrow(`in use by process ${process.pid}`)
  expect((await second.handle(new Request('http://shop.test/api/cardfile/health'))).status).toBe(503)
  await first.close()
  await second.start()
  await second.close()
})

it('says which directory cannot be created', async () => {
  await expect(openShop('/proc/nowhere').start()).rejects.toThrow('/proc/nowhere cannot be created')
})
