import { sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Pool, PoolClient, QueryConfig } from 'pg'
import type { EmbeddedDatabase } from '../embedded.ts'
import { toErrorCode } from '../log/error-code.ts'
import { migrate } from './migrate.ts'

/** What queries are written against: node-postgres and PGlite both fit, inside a transaction and out of it. */
export type Db = PgDatabase<PgQueryResultHKT>

/** A `pg.Pool` on a Postgres 14 or newer, or the embedded one of `@cardfile/server/embedded`. */
export type DatabaseOption = Pool | EmbeddedDatabase

export interface Database {
  /** For single statements. */
  readonly db: Db
  /** Runs `work` in one READ COMMITTED transaction with short time-outs, again when Postgres asks for that. */
  readonly transaction: <T>(work: (tx: Db) => Promise<T>) => Promise<T>
  close(): Promise<void>
}

/** What Postgres may take over one statement, locks that it waits for included. */
const statementTimeoutMs = 3_000
const migrationTimeoutMs = 30_000
/** How much longer its answer is waited for: a database that is gone says nothing for ever. */
const answerMarginMs = 2_000
/** Between two statements lies no more than a little work of our own: who is silent for longer was frozen, holding locks. */
const idleInTransactionTimeoutMs = 10_000
/** Given to a pool that has no such limit: it would let a request wait for a connection for ever. */
const connectionTimeoutMs = 3_000
const transactionTries = 3
/** serialization_failure, deadlock_detected: nothing happened, and the same again may succeed. */
const retryableCodes = new Set(['40001', '40P01'])

interface Connection extends Pick<Database, 'db' | 'close'> {
  /** Runs `work` in a transaction whose statements may take so long each. */
  readonly transaction: <T>(work: (tx: Db) => Promise<T>, timeoutMs: number) => Promise<T>
}

/** Opens the database, and brings its tables up to date if asked to. Rejects with a sentence that says what to do. */
export async function openDatabase(option: DatabaseOption, migrates: boolean): Promise<Database> {
  const connection = await connect(option)
  const transactionWithin =
    (timeoutMs: number): Database['transaction'] =>
    (work) =>
      connection.transaction(async (tx) => {
        await limit(tx, timeoutMs)
        return work(tx)
      }, timeoutMs)
  try {
    if (migrates) await migrate(transactionWithin(migrationTimeoutMs))
  } catch (error) {
    await connection.close()
    throw error
  }
  const transaction = transactionWithin(statementTimeoutMs)
  return { ...connection, transaction: (work) => retried(() => transaction(work)) }
}

function connect(option: DatabaseOption): Promise<Connection> {
  return 'open' in option ? connectEmbedded(option) : connectPool(option)
}

const ignore = () => {}

async function connectPool(pool: Pool): Promise<Connection> {
  const { drizzle } = await import('drizzle-orm/node-postgres')
  // A connection that breaks is replaced by the pool; without a listener its error would end the process. The pool listens
  // to idle ones only, and one may break in the very moment in which it is handed out.
  const listen = (client: PoolClient) => {
    if (!client.listeners('error').includes(ignore)) client.on('error', ignore)
  }
  pool.on('error', ignore)
  pool.on('acquire', listen)
  pool.options.connectionTimeoutMillis ||= connectionTimeoutMs
  const toDb = (client: Pool | PoolClient, timeoutMs: number) =>
    drizzle<Record<string, never>, Pool | PoolClient>({ client: answeringWithin(timeoutMs + answerMarginMs, client) })
  // One for each connection and not for each transaction: what Drizzle keeps in it is worth keeping.
  const dbs = new WeakMap<PoolClient, ReturnType<typeof toDb>>()
  const toDbOf = (client: PoolClient, timeoutMs: number) => {
    if (timeoutMs !== statementTimeoutMs) return toDb(client, timeoutMs)
    const db = dbs.get(client) ?? toDb(client, timeoutMs)
    dbs.set(client, db)
    return db
  }
  return {
    db: toDb(pool, statementTimeoutMs),
    transaction: async (work, timeoutMs) => {
      // Not the pool's own transaction: Drizzle's loses the connection when BEGIN itself fails.
      const client = await pool.connect()
      let broken: Error | undefined
      let thrownByWork: unknown
      try {
        return await toDbOf(client, timeoutMs).transaction((tx) =>
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

/**
 * The same pool or connection, whose statements fail when they are not answered in time. What became of them is unknown
 * then: a COMMIT is read back, and a single statement may be done twice. Not an option of the pool: its other users are the
 * shop's own.
 */
function answeringWithin<Client extends Pool | PoolClient>(answerMs: number, client: Client): Client {
  const isConnection = 'release' in client
  let lost: unknown
  const query = async (statement: QueryConfig, values: unknown[]): Promise<unknown> => {
    // Nobody answers a ROLLBACK on a connection that has not answered the statement before it.
    if (lost !== undefined) throw lost
    try {
      // pg reads this of a single statement, too; its types do not say so.
      const timed = { ...statement, query_timeout: answerMs }
      return await client.query(timed, values)
    } catch (error) {
      if (isConnection && !isDatabaseAnswer(error)) lost = error
      throw error
    }
  }
  const answering: Client = Object.create(client, { query: { value: query } })
  return answering
}

async function connectEmbedded(embedded: EmbeddedDatabase): Promise<Connection> {
  const { drizzle } = await import('drizzle-orm/pglite')
  const db = drizzle({ client: await embedded.open() })
  return { db, transaction: (work) => db.transaction(work), close: () => embedded.close() }
}

/** These settings end with the transaction, so a pooler may hand the connection to anybody afterwards. */
async function limit(tx: Db, timeoutMs: number): Promise<void> {
  await tx.execute(sql`select
    set_config('statement_timeout', ${String(timeoutMs)}, true),
    set_config('idle_in_transaction_session_timeout', ${String(idleInTransactionTimeoutMs)}, true)`)
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
