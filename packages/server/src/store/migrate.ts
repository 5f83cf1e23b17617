import { type SQL, sql } from 'drizzle-orm'
import { toErrorCode } from '../log/error-code.ts'
import type { Db } from './db.ts'
import initial from './migrations/0000_initial.sql?raw'
import watched from './migrations/0001_watched.sql?raw'
import fieldWords from './migrations/0002_field_words.sql?raw'

/** In order. Never edit a released one: a database records the names of those applied, and skips them. */
const migrations: readonly { readonly name: string; readonly statements: string }[] = [
  { name: '0000_initial', statements: initial },
  { name: '0001_watched', statements: watched },
  { name: '0002_field_words', statements: fieldWords },
]

/** An arbitrary constant that no other user of advisory locks in the same database shares. */
const lockKey = 7_227_301

/**
 * Brings the tables up to date, in one transaction that holds an advisory lock. Instances that start together wait for each
 * other, and one that dies leaves neither a lock nor half a migration behind.
 */
export async function migrate(transaction: (work: (tx: Db) => Promise<void>) => Promise<void>): Promise<void> {
  await transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockKey})`)
    await tx.execute(sql`create table if not exists cardfile_migration (name text primary key)`)
    for (const { name, statements } of migrations) {
      const isNew = await returnsRow(
        tx,
        sql`insert into cardfile_migration values (${name}) on conflict do nothing returning name`,
      )
      if (!isNew) continue
      for (const statement of statements.split('--> statement-breakpoint')) await tx.execute(sql.raw(statement))
    }
    // A random prefix, which tells this database's orders from other ones on the same gateway account.
    await tx.execute(sql`
      insert into cardfile_deployment (singleton, prefix)
      values (true, 'cf' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 10))
      on conflict do nothing`)
  })
}

const undefinedTable = '42P01'

/** How the tables differ from those that this code expects, as names of migrations. */
export interface TableDrift {
  /** Migrations that the database has not had: all of them if it has no tables. */
  readonly missing: readonly string[]
  /** Migrations that this code does not know: a newer version ran them. */
  readonly unknown: readonly string[]
}

/** Compares the database's migrations with this code's. Changes nothing. */
export async function readTableDrift(db: Db): Promise<TableDrift> {
  const rows = await db
    .select({ name: sql<string>`name` })
    .from(sql`cardfile_migration`)
    .catch((error: unknown) => {
      if (toErrorCode(error) === undefinedTable) return []
      throw error
    })
  const had = new Set(rows.map(({ name }) => name))
  const known = new Set(migrations.map(({ name }) => name))
  return {
    missing: [...known].filter((name) => !had.has(name)),
    unknown: [...had].filter((name) => !known.has(name)),
  }
}

async function returnsRow(tx: Db, statement: SQL): Promise<boolean> {
  const result: unknown = await tx.execute(statement)
  // Both drivers return `{ rows }`, which Drizzle's shared type does not say.
  return (
    typeof result === 'object' &&
    result !== null &&
    'rows' in result &&
    Array.isArray(result.rows) &&
    result.rows.length > 0
  )
}
