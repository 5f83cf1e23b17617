import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Pool, PoolClient } from 'pg'
import type { EmbeddedDatabase } from '../embedded.ts'
import { toErrorCode } from '../secrets/silence.ts'
import { migrate } from './migrate.ts'
import * as schema from './schema.ts'

/** What queries are written against: node-postgres and PGlite both fit, inside a transaction and out of it. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>

/** A `pg.Pool` on a Postgres 14 or newer, or the embedded one of `@cardfile/server/embedded`. */
export type DatabaseOption = Pool | EmbeddedDatabase

export interface Database {
  /** For single statements. */
  readonly db: Db
  /** Runs `work` in one READ COMMITTED transaction with short time-outs, again when Postgres asks for that. */
  readonly transaction: <T>(work: (tx: Db) => Promise<T>) => Promise<T>
  close(): Promise<void>
}

const statementTimeoutMs = 3_000
/** Given to a pool that has no such limit: it would let a request wait for a connection for ever. */
const connectionTimeoutMs = 3_000
const transactionTries = 3
/** serialization_failure, deadlock_detected: nothing happened, and the same again may succeed. */
const retryableCodes = new Set(['40001', '40P01'])

/** Opens the database, and brings its tables up to date if asked to. Rejects with a sentence that says what to do. */
export async function openDatabase(option: DatabaseOption, migrates: boolean): Promise<Database> {
  const connection = await connect(option)
  try {
    if (migrates) await migrate(connection.transaction)
  } catch (error) {
    await connection.close()
    throw error
  }
  return { ...connection, transaction: (work) => retried(() => connection.transaction((tx) => limited(tx, work))) }
}

function connect(option: DatabaseOption): Promise<Database> {
  return 'open' in option ? connectEmbedded(option) : connectPool(option)
}

const ignore = () => {}

async function connectPool(pool: Pool): Promise<Database> {
  const { drizzle } = await import('drizzle-orm/node-postgres')
  // A connection that breaks is replaced by the pool; without a listener its error would end the process. The pool listens
  // to idle ones only, and one may break in the very moment in which it is handed out.
  const listen = (client: PoolClient) => {
    if (!client.listeners('error').includes(ignore)) client.on('error', ignore)
  }
  pool.on('error', ignore)
  pool.on('acquire', listen)
  pool.options.connectionTimeoutMillis ||= connectionTimeoutMs
  const toDb = (client: Pool | PoolClient) => drizzle<typeof schema, Pool | PoolClient>({ client, schema })
  return {
    db: toDb(pool),
    transaction: async (work) => {
      // Not the pool's own transaction: Drizzle's loses the connection when BEGIN itself fails.
      const client = await pool.connect()
      let broken: Error | undefined
      let thrownByWork: unknown
      try {
        return await toDb(client).transaction((tx) =>
          work(tx).catch((error: unknown) => {
            thrownByWork = error
            throw error
          }),
        )
      } catch (error) {
        // What the work itself threw comes out only after ROLLBACK was answered: a refused press costs no connection.
        const isAnswered = error === thrownByWork || isDatabaseAnswer(error)
        if (!isAnswered) broken = error instanceof Error ? error : new Error(String(error))
        throw error
      } finally {
        client.release(broken)
      }
    },
    async close() {
      pool.off('error', ignore)
      pool.off('acquire', listen)
    },
  }
}

async function connectEmbedded(embedded: EmbeddedDatabase): Promise<Database> {
  const { drizzle } = await import('drizzle-orm/pglite')
  const db = drizzle({ client: await embedded.open(), schema })
  return { db, transaction: (work) => db.transaction(work), close: () => embedded.close() }
}

async function limited<T>(tx: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  // SET LOCAL ends with the transaction, so a pooler may hand the connection to anybody afterwards.
  await tx.execute(`set local statement_timeout = ${statementTimeoutMs}`)
  return work(tx)
}

async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt === transactionTries || !retryableCodes.has(toErrorCode(error) ?? '')) throw error
    }
  }
}

/** Whether the database answered, as opposed to a connection that broke: then nobody knows what it did. */
function isDatabaseAnswer(error: unknown): boolean {
  const code = toErrorCode(error)
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P)/.test(code)
}
