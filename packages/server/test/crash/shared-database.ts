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

/** A database that outlives the processes that use it, with one schema per shop. */
export interface SharedDatabase {
  /** A directory, or the URL of a Postgres. */
  readonly address: string
  readonly schemas: readonly string[]
  close(): Promise<void>
}

/** Creates a migrated schema for each shop, so that one killed process is a trial of many shops. */
export async function createSharedDatabase(
  kind: DatabaseKind,
  shops: number,
  postgresUrl: string,
): Promise<SharedDatabase> {
  const schemas = Array.from({ length: shops }, (_, shop) => `shop_${shop}`)
  const statements = schemas.map(toSchemaSql)
  return kind === 'postgres' ? createDatabase(schemas, statements, postgresUrl) : createDirectory(schemas, statements)
}

function toSchemaSql(schema: string): string {
  // Drizzle's foreign keys name the schema `public`.
  const sql = Object.values(migrations).join(';').replaceAll('"public".', '').replaceAll('--> statement-breakpoint', '')
  const names = Object.keys(migrations).map((path) => `('${basename(path, '.sql')}')`)
  const applied = `create table cardfile_migration (name text primary key); insert into cardfile_migration values ${names.join()}`
  const deployment = `insert into cardfile_deployment (singleton, prefix) values (true, 'cf${schema.replace('_', '')}')`
  return `create schema ${schema}; set search_path to ${schema}; ${sql}; ${applied}; ${deployment}`
}

async function createDatabase(
  schemas: readonly string[],
  statements: readonly string[],
  postgresUrl: string,
): Promise<SharedDatabase> {
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

async function createDirectory(schemas: readonly string[], statements: readonly string[]): Promise<SharedDatabase> {
  const address = mkdtempSync(join(tmpdir(), 'cardfile-crash-'))
  const loadDataDir = new Blob([new Uint8Array(await readFile(inject('pgliteDump')))])
  const client = await PGlite.create({ dataDir: join(address, 'postgres'), loadDataDir })
  for (const statement of statements) await client.exec(statement)
  await client.close()
  return { address, schemas, close: async () => rmSync(address, { recursive: true, force: true }) }
}
