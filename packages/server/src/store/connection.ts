import type { Pool, PoolClient, QueryConfig } from 'pg'
import { toErrorCode } from '../log/error-code.ts'
import type { DatabaseOption, EmbeddedDatabase } from './database-option.ts'
import type { Db } from './db.ts'

/** Postgres cancels a statement that runs longer, lock waits included. */
export const statementTimeoutMs = 3_000
/** Added to a statement's time-out: the client gives up then, because a database that is gone never answers. */
const answerMarginMs = 2_000
/** For a pool without a connection time-out: a request could wait for a connection for ever. */
const connectionTimeoutMs = 3_000

/** A driver behind one interface: node-postgres or PGlite. */
export interface Connection {
  /** For single statements. */
  readonly db: Db
  /** Runs `work` in a transaction. The client waits `timeoutMs` and a margin for the answer to each statement. */
  readonly transaction: <T>(work: (tx: Db) => Promise<T>, timeoutMs: number) => Promise<T>
  close(): Promise<void>
}

/** Connects to the pool or the embedded database that the option holds. */
export function connect(option: DatabaseOption): Promise<Connection> {
  return 'open' in option ? connectEmbedded(option) : connectPool(option)
}

async function connectEmbedded(embedded: EmbeddedDatabase): Promise<Connection> {
  const { drizzle } = await import('drizzle-orm/pglite')
  const db = drizzle({ client: await embedded.open() })
  return { db, transaction: (work) => db.transaction(work), close: () => embedded.close() }
}

const ignore = () => {}

async function connectPool(pool: Pool): Promise<Connection> {
  const { drizzle } = await import('drizzle-orm/node-postgres')
  // Without a listener, the error of a broken connection ends the process. The pool listens only while a connection is
  // idle, and one can break just as it is handed out.
  const listen = (client: PoolClient) => {
    if (!client.listeners('error').includes(ignore)) client.on('error', ignore)
  }
  pool.on('error', ignore)
  pool.on('acquire', listen)
  pool.options.connectionTimeoutMillis ||= connectionTimeoutMs
  const toDb = (client: Pool | PoolClient, timeoutMs: number) =>
    drizzle<Record<string, never>, Pool | PoolClient>({ client: withTimeout(timeoutMs + answerMarginMs, client) })
  // One per connection, not one per transaction: Drizzle caches in it.
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
      // Drizzle's own transaction on a pool leaks the connection when BEGIN fails.
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
        // An error of `work` arrives here after ROLLBACK was answered, so the connection is sound and is kept.
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
 * Wraps a pool or a connection so that a statement rejects when its answer is late. Its effect is then unknown: a COMMIT
 * has to be read back, and a single statement may run twice. A wrapper rather than an option of the pool, which the shop
 * uses too.
 */
function withTimeout<Client extends Pool | PoolClient>(answerMs: number, client: Client): Client {
  const isConnection = 'release' in client
  let lost: unknown
  const query = async (statement: QueryConfig, values: unknown[]): Promise<unknown> => {
    // Fails the ROLLBACK at once: it would queue behind the statement that was not answered.
    if (lost !== undefined) throw lost
    try {
      // pg reads `query_timeout` per statement; its types do not say so.
      const timed = { ...statement, query_timeout: answerMs }
      return await client.query(timed, values)
    } catch (error) {
      if (isConnection && !isDatabaseAnswer(error)) lost = error
      throw error
    }
  }
  const wrapped: Client = Object.create(client, { query: { value: query } })
  return wrapped
}

/** Whether the database itself reported the error. After a broken connection, the effect of a statement is unknown. */
function isDatabaseAnswer(error: unknown): boolean {
  const code = toErrorCode(error)
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P)/.test(code)
}
