import { readFileSync } from 'node:fs'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { Client, Pool } from 'pg'
import { expect, inject, it } from 'vitest'
import { openDatabase } from './database.ts'
import * as schema from './schema.ts'

it('has a migration for everything in the schema', async () => {
  const latest = JSON.parse(readFileSync(new URL('./migrations/meta/0000_snapshot.json', import.meta.url), 'utf8'))
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
