import { sql } from 'drizzle-orm'
import { toErrorCode } from '../log/error-code.ts'
import { connect, statementTimeoutMs } from './connection.ts'
import type { DatabaseOption } from './database-option.ts'
import type { Db } from './db.ts'
import { migrate } from './migrate.ts'

/** An open database. */
export interface Database {
  /** For single statements. */
  readonly db: Db
  /**
   * Runs `work` in one READ COMMITTED transaction with short time-outs. Runs it again after a deadlock or a serialisation
   * failure, so it must have no effect outside the transaction.
   */
  readonly transaction: <T>(work: (tx: Db) => Promise<T>) => Promise<T>
  close(): Promise<void>
}

const migrationTimeoutMs = 30_000
/** A transaction idle this long belongs to a frozen process. Postgres ends it and frees its locks. */
const idleInTransactionTimeoutMs = 10_000
const transactionTries = 3
/** serialization_failure and deadlock_detected: nothing was done, and another try may succeed. */
const retryableCodes = new Set(['40001', '40P01'])

/** Opens the database and, if `migrates`, brings its tables up to date. Rejects with a sentence that says what to do. */
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
  return { ...connection, transaction: (work) => retry(() => transaction(work)) }
}

/** Sets time-outs for this transaction only: a transaction pooler hands the connection to other clients afterwards. */
async function limit(tx: Db, timeoutMs: number): Promise<void> {
  await tx.execute(sql`select
    set_config('statement_timeout', ${String(timeoutMs)}, true),
    set_config('idle_in_transaction_session_timeout', ${String(idleInTransactionTimeoutMs)}, true)`)
}

async function retry<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run()
    } catch (error) {
      if (attempt === transactionTries || !retryableCodes.has(toErrorCode(error) ?? '')) throw error
    }
  }
}
