import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { EmbeddedDatabase } from '../../src/embedded.ts'
import { isWrite, toStatementName } from './statement.ts'
import { overrideMethods } from '../support/override-methods.ts'
import type { Watch } from './crash-points.ts'

/** Lets one at a time through: an embedded database is one connection, and several shops share it here. */
export interface Turnstile {
  run<T>(act: () => Promise<T>): Promise<T>
  /** Turns to a shop's tables, unless they are those of the last one. */
  turnTo(schema: string, turn: () => Promise<unknown>): Promise<void>
}

export function createTurnstile(): Turnstile {
  let last: Promise<unknown> = Promise.resolve()
  let turnedTo = ''
  return {
    async turnTo(schema, turn) {
      if (schema !== turnedTo) await turn()
      turnedTo = schema
    },
    run(act) {
      const next = last.then(act, act)
      last = next.catch(() => {})
      return next
    },
  }
}

/** A shop's own tables in an embedded database that it shares, each of its statements passing the watch. */
export function watchEmbedded(
  database: EmbeddedDatabase,
  schema: string,
  turnstile: Turnstile,
  watch: Watch,
): EmbeddedDatabase {
  const here = <T>(client: PGlite, act: () => Promise<T>) =>
    turnstile.run(async () => {
      await turnstile.turnTo(schema, () => client.exec(`set search_path to ${schema}`))
      return act()
    })

  function watchClient(client: PGlite): PGlite {
    const query: PGlite['query'] = (text, ...rest) =>
      watch.around({ name: toStatementName(text), isLasting: isWrite(text) }, () =>
        here(client, () => client.query(text, ...rest)),
      )
    const transaction: PGlite['transaction'] = async (work) => {
      const name = watch.nextTransaction()
      const begin = await watch.enter({ name: `${name}: begin`, isLasting: false, isInTransaction: true })
      let commit: Awaited<ReturnType<Watch['enter']>> | undefined
      const result = await here(client, () =>
        client.transaction(async (tx) => {
          await watch.leave(begin)
          const done = await work(watchTransaction(tx, name))
          commit = await watch.enter({ name: `${name}: commit`, isLasting: true, isInTransaction: true })
          return done
        }),
      )
      if (commit !== undefined) await watch.leave(commit)
      return result
    }
    return overrideMethods(client, { query, transaction })
  }

  function watchTransaction(tx: Transaction, name: string): Transaction {
    const query: Transaction['query'] = (text, ...rest) => {
      const step = { name: `${name}: ${toStatementName(text)}`, isLasting: false, isInTransaction: true }
      return watch.around(step, () => tx.query(text, ...rest))
    }
    return overrideMethods(tx, { query })
  }

  return {
    open: async () => watchClient(await database.open()),
    query: async (text, values) => {
      const client = await database.open()
      return here(client, () => client.query<Record<string, unknown>>(text, values))
    },
    close: async () => {},
  }
}
