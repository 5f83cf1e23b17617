import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { EmbeddedDatabase } from '../../src/store/database-option.ts'
import { overrideMethods } from '../support/override-methods.ts'
import type { CrashPoints } from './crash-points.ts'
import { isWrite, toStatementName } from './statement-name.ts'

/** A mutex for the one connection of an embedded database, which several shops share. */
export interface SchemaMutex {
  /** Runs `act` alone, with the search path set to `schema`. */
  run<T>(client: PGlite, schema: string, act: () => Promise<T>): Promise<T>
}

/** The shops of one embedded database have to share one mutex. */
export function createSchemaMutex(): SchemaMutex {
  let last: Promise<unknown> = Promise.resolve()
  let current = ''
  return {
    run(client, schema, act) {
      const turn = async () => {
        if (schema !== current) await client.exec(`set search_path to ${schema}`)
        current = schema
        return act()
      }
      const next = last.then(turn, turn)
      last = next.catch(() => {})
      return next
    },
  }
}

/** A shop's schema in a shared embedded database, with crash points around every statement. */
export function instrumentEmbedded(
  database: EmbeddedDatabase,
  schema: string,
  mutex: SchemaMutex,
  points: CrashPoints,
): EmbeddedDatabase {
  function instrumentClient(client: PGlite): PGlite {
    const query: PGlite['query'] = (text, ...rest) =>
      points.around({ name: toStatementName(text), isDurable: isWrite(text) }, () =>
        mutex.run(client, schema, () => client.query(text, ...rest)),
      )
    const transaction: PGlite['transaction'] = async (work) => {
      const name = points.nextTransaction()
      const begin = await points.before({ name: `${name}: begin`, isDurable: false, isInTransaction: true })
      let commit: Awaited<ReturnType<CrashPoints['before']>> | undefined
      const result = await mutex.run(client, schema, () =>
        client.transaction(async (tx) => {
          await points.after(begin)
          const done = await work(instrumentTransaction(tx, name))
          commit = await points.before({ name: `${name}: commit`, isDurable: true, isInTransaction: true })
          return done
        }),
      )
      if (commit !== undefined) await points.after(commit)
      return result
    }
    return overrideMethods(client, { query, transaction })
  }

  function instrumentTransaction(tx: Transaction, name: string): Transaction {
    const query: Transaction['query'] = (text, ...rest) => {
      const effect = { name: `${name}: ${toStatementName(text)}`, isDurable: false, isInTransaction: true }
      return points.around(effect, () => tx.query(text, ...rest))
    }
    return overrideMethods(tx, { query })
  }

  return {
    open: async () => instrumentClient(await database.open()),
    query: async (text, values) => {
      const client = await database.open()
      return mutex.run(client, schema, () => client.query<Record<string, unknown>>(text, values))
    },
    close: async () => {},
  }
}
