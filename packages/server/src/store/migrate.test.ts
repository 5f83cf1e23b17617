import { readFileSync } from 'node:fs'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { Client, Pool } from 'pg'
import { expect, inject, it } from 'vitest'
import { openDatabase } from './database.ts'
import { openTestShop } from '../../test/support/shop.ts'
import * as schema from './schema.ts'

it('has a migration for everything in the schema', async () => {
  const read = (path: string) => JSON.parse(readFileSync(new URL(`./migrations/meta/${path}`, import.meta.url), 'utf8'))
  const { idx } = read('_journal.json').entries.at(-1)
  const latest = read(`${String(idx).padStart(4, '0')}_snapshot.json`)
  expect(await generateMigration(latest, generateDrizzleJson(schema))).toEqual([])
})

it('lets instances that start together on an empty database wait for each other', async () => {
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
] as const)('starts on no other tables than its own: %s', async (statement, sentence) => {
  const shop = await openTestShop('embedded', { migrate: 'manual' })
  await shop.query(statement)
  await expect(shop.cardfile.start()).rejects.toThrow(sentence)
  expect((await shop.customer('ada').send('GET', '/cards')).status).toBe(503)
  await shop.close()
})

it('leaves nothing behind when its connection is cut in the middle of a migration, and goes on where it was', async () => {
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
