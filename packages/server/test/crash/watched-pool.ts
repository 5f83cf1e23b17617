import type { Pool, PoolClient } from 'pg'
import { overrideMethods } from '../support/override-methods.ts'
import { isWrite, toStatementName } from './statement.ts'
import type { Watch } from './crash-points.ts'

type Query = (this: void, ...args: unknown[]) => Promise<unknown>

/** A pool whose every statement passes the watch, those of transactions with BEGIN and COMMIT. */
export function watchPool(pool: Pool, watch: Watch): Pool {
  const query: Query = (...args) => {
    const text = toText(args[0])
    const step = { name: toStatementName(text), isLasting: isWrite(text) }
    return watch.around(step, () => call(pool.query.bind(pool), args))
  }
  return overrideMethods(pool, { query, connect: async () => watchClient(await pool.connect(), watch) })
}

function watchClient(client: PoolClient, watch: Watch): PoolClient {
  let transaction = ''
  const query: Query = (...args) => {
    const statement = toStatementName(toText(args[0]))
    if (statement === 'begin') transaction = watch.nextTransaction()
    const isEnd = statement === 'commit'
    const step = { name: `${transaction}: ${statement}`, isLasting: isEnd, isInTransaction: true }
    return watch.around(step, () => call(client.query.bind(client), args))
  }
  return overrideMethods(client, { query })
}

function call(query: unknown, args: unknown[]): Promise<unknown> {
  if (typeof query !== 'function') throw new Error('There is no query to call.')
  const answer: unknown = Reflect.apply(query, undefined, args)
  return Promise.resolve(answer)
}

function toText(query: unknown): string {
  if (typeof query === 'string') return query
  if (typeof query !== 'object' || query === null || !('text' in query)) return ''
  return typeof query.text === 'string' ? query.text : ''
}
