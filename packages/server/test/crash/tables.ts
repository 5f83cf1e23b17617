import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import { inject } from 'vitest'
import type { DatabaseKind } from '../support/shop.ts'

const migrations = import.meta.glob<string>('../../src/store/migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** A database that outlives the processes that use it. */
export interface LastingDatabase {
  /** A directory, or the URL of a Postgres. */
  readonly address: string
  readonly schemas: readonly string[]
  close(): Promise<void>
}

/** Makes a database in which so many shops have tables of their own: one process then stands for as many. */
export async function makeTables(kind: DatabaseKind, shops: number, postgresUrl: string): Promise<LastingDatabase> {
  const schemas = Array.from({ length: shops }, (_, shop) => `shop_${shop}`)
  const statements = schemas.map(toTables)
  return kind === 'postgres' ? makeDatabase(schemas, statements, postgresUrl) : makeDirectory(schemas, statements)
}

function toTables(schema: string): string {
  // The generated SQL names the schema in its foreign keys.
  const sql = Object.values(migrations).join(';').replaceAll('"public".', '').replaceAll('--> statement-breakpoint', '')
  const names = Object.keys(migrations).map((path) => `('${basename(path, '.sql')}')`)
  const had = `create table cardfile_migration (name text primary key); insert into cardfile_migration values ${names.join()}`
  const deployment = `insert into cardfile_deployment (singleton, prefix) values (true, 'cf${schema.replace('_', '')}')`
  return `create schema ${schema}; set search_path to ${schema}; ${sql}; ${had}; ${deployment}`
}

async function makeDatabase(
  schemas: readonly string[],
  statements: readonly string[],
  postgresUrl: string,
): Promise<LastingDatabase> {
  const name = `crash_${crypto.randomUUID().replaceAll('-', '')}`
  await run(postgresUrl, [`create database ${name} template template0`])
  const address = postgresUrl.replace(/\/postgres$/, `/${name}`)
  await run(address, statements)
  return { address, schemas, close: () => run(postgresUrl, [`drop database ${name} with (force)`]) }
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

async function makeDirectory(schemas: readonly string[], statements: readonly string[]): Promise<LastingDatabase> {
  const address = mkdtempSync(join(tmpdir(), 'cardfile-crash-'))
  const loadDataDir = new Blob([new Uint8Array(await readFile(inject('pgliteDump')))])
  const client = await PGlite.create({ dataDir: join(address, 'postgres'), loadDataDir })
  for (const statement of statements) await client.exec(statement)
  await client.close()
  return { address, schemas, close: async () => rmSync(address, { recursive: true, force: true }) }
}
