import { readFileSync } from 'node:fs'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { Client, Pool } from 'pg'
import { expect, inject, it } from 'vitest'
import { openDatabase } from './database.ts'
import { openTestShop } from '../../test/support/shop.ts'
import initial from './migrations/0000_initial.sql?raw'
import watched from './migrations/0001_watched.sql?raw'
import * as schema from './schema.ts'

it('has a migration for everything in the schema', async () => {
  const read = (path: string) => JSON.parse(readFileSync(new URL(`./migrations/meta/${path}`, import.meta.url), 'utf8'))
  const { idx } = read('_journal.json').entries.at(-1)
  const latest = read(`${String(idx).padStart(4, '0')}_snapshot.json`)
  expect(await generateMigration(latest, generateDrizzleJson(schema))).toEqual([])
})

it('creates the tables, columns and indexes of the schema', async () => {
  const shop = await openTestShop('embedded')
  const namesOf = async (query: string) => (await shop.query(query)).map((row) => String(row['name'])).toSorted()
  for (const table of Object.values(schema).filter((each) => is(each, PgTable))) {
    const { name, columns, indexes } = getTableConfig(table)
    const ofTable = `where table_schema = 'public' and table_name = '${name}'`
    expect(await namesOf(`select column_name as name from information_schema.columns ${ofTable}`)).toEqual(
      columns.map((column) => column.name).toSorted(),
    )
    expect(await namesOf(`select indexname as name from pg_indexes where tablename = '${name}'`)).toEqual(
      expect.arrayContaining(indexes.map(({ config }) => config.name)),
    )
  }
  await shop.close()
})

it('carries over a payment in review, its event and the rate limits from a database that stopped at 0001', async () => {
  const admin = new Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  await admin.query('create database earlier_cardfile')
  await admin.end()
  const pool = new Pool({ connectionString: inject('postgresUrl').replace(/\/postgres$/, '/earlier_cardfile') })
  for (const statement of `${initial}--> statement-breakpoint${watched}`.split('--> statement-breakpoint')) {
    await pool.query(statement)
  }
  await pool.query(`
    create table cardfile_migration (name text primary key);
    insert into cardfile_migration values ('0000_initial'), ('0001_watched');
    insert into cardfile_checkout (id, customer_id, held_at) values ('cart-1', 'ada', '2030-01-02T00:00:00Z');
    insert into cardfile_payment (id, ref, checkout_id, customer_id, kind, amount, currency, idempotency_key, intent_mac,
        has_code, state, submitted_at, next_sync_at, looked_at, looks, complete_scans, created_at, updated_at)
      values ('11111111-1111-4111-8111-111111111111', 'cf-1', 'cart-1', 'ada', 'one_click', 1295, 'EUR', 'key', '',
        true, 'mismatch', now(), '2030-01-03T00:00:00Z', '2030-01-01T00:00:00Z', 4, 2, now(), now());
    insert into cardfile_payment_log (payment_id, at, cause, from_state, to_state, evidence)
      values ('11111111-1111-4111-8111-111111111111', now(), 'post', 'submitting', 'mismatch', '{"kind":"wrong-order"}'),
        ('22222222-2222-4222-8222-222222222222', now(), 'post', 'submitting', 'rejected', '{"kind":"refused"}'),
        ('33333333-3333-4333-8333-333333333333', now(), 'read', 'unknown', 'processing', '{"kind":"order","status":"unheard-of"}');
    insert into cardfile_outbox (id, type, at, customer_id) values ('payment.held:1', 'payment.held', now(), 'ada');
    insert into cardfile_budget values ('paymentsPerCustomer:ada', 7, 3, '2030-01-02T00:00:00Z'),
      ('wrongCodesPerCard:44444444-4444-4444-8444-444444444444', 7, 5, '2030-01-02T00:00:00Z');`)

  const { db, close } = await openDatabase(pool, true)
  expect(await db.select().from(schema.checkout)).toMatchObject([{ reviewAt: new Date('2030-01-02T00:00:00Z') }])
  expect(await db.select().from(schema.payment)).toMatchObject([
    {
      state: 'review',
      hasCvc: true,
      nextPollAt: new Date('2030-01-03T00:00:00Z'),
      polledAt: new Date('2030-01-01T00:00:00Z'),
      polls: 4,
      completeLists: 2,
    },
  ])
  const log = await db.select().from(schema.paymentLog).orderBy(schema.paymentLog.seq)
  expect(log.map(({ toState, evidence }) => [toState, evidence])).toEqual([
    ['review', { kind: 'wrong-order' }],
    ['rejected', { kind: 'rejected' }],
    ['processing', { kind: 'order', status: 'unrecognised' }],
  ])
  expect(await db.select().from(schema.outbox)).toMatchObject([{ id: 'payment.held:1', type: 'payment.review' }])
  expect(await db.select().from(schema.rateLimit).orderBy(schema.rateLimit.key)).toMatchObject([
    { key: 'paymentsPerCustomer:ada', consumed: 3 },
    { key: 'wrongCvcsPerCard:44444444-4444-4444-8444-444444444444', consumed: 5 },
  ])
  await close()
  await pool.end()
})

it('migrates once when six instances start together on an empty database', async () => {
  const admin = new Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  await admin.query('create database empty_cardfile')
  const connectionString = inject('postgresUrl').replace(/\/postgres$/, '/empty_cardfile')
  const pools = Array.from({ length: 6 }, () => new Pool({ connectionString }))
  const opened = await Promise.all(pools.map((pool) => openDatabase(pool, true)))
  const prefixes = await Promise.all(
    opened.map(
      async ({ db }) => (await db.select({ prefix: schema.deployment.prefix }).from(schema.deployment)).length,
    ),
  )
  expect(prefixes).toEqual([1, 1, 1, 1, 1, 1])
  await Promise.all(opened.map((database) => database.close()))
  await Promise.all(pools.map((pool) => pool.end()))
  await admin.end()
})

it.each([
  ["insert into cardfile_migration values ('9999_later')", /newer than this version.*9999_later/],
  ["delete from cardfile_migration where name = '0001_watched'", /lack 0001_watched.*cardfile migrate/],
] as const)('refuses to start on tables of another version: %s', async (statement, sentence) => {
  const shop = await openTestShop('embedded', { migrate: 'manual' })
  await shop.query(statement)
  await expect(shop.cardfile.start()).rejects.toThrow(sentence)
  expect((await shop.customer('ada').send('GET', '/cards')).status).toBe(503)
  await shop.close()
})

it('leaves nothing behind when its connection breaks in the middle of a migration, and migrates completely afterwards', async () => {
  const admin = new Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  await admin.query('create database half_cardfile')
  const connectionString = inject('postgresUrl').replace(/\/postgres$/, '/half_cardfile')
  const cut = new Pool({ connectionString, application_name: 'half' })
  const connect = cut.connect.bind(cut)
  let statements = 0
  cut.connect = async () => {
    const client = await connect()
    const query: (...statement: unknown[]) => Promise<unknown> = client.query.bind(client)
    const counted = async (...statement: unknown[]) => {
      statements += 1
      const end = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'half'`
      if (statements === 6) await admin.query(end)
      return query(...statement)
    }
    return Object.assign(client, { query: counted })
  }
  await expect(openDatabase(cut, true)).rejects.toThrow()
  expect(statements).toBeGreaterThanOrEqual(6)
  await cut.end()

  const pool = new Pool({ connectionString })
  const countTables = async () =>
    (await pool.query(`select 1 from pg_tables where tablename like 'cardfile%'`)).rowCount
  expect(await countTables()).toBe(0)
  await (await openDatabase(pool, true)).close()
  expect(await countTables()).toBeGreaterThan(5)
  await pool.end()
  await admin.end()
})
