import type { Pool, PoolClient } from 'pg'
import { overrideMethods } from '../support/override-methods.ts'
import type { CrashPoints } from './crash-points.ts'
import { isWrite, toStatementName } from './statement-name.ts'

type Query = (this: void, ...args: unknown[]) => Promise<unknown>

/** A pool with crash points around every statement, BEGIN and COMMIT included. */
export function instrumentPool(pool: Pool, points: CrashPoints): Pool {
  const query: Query = (...args) => {
    const text = toText(args[0])
    const effect = { name: toStatementName(text), isDurable: isWrite(text) }
    return points.around(effect, () => call(pool.query.bind(pool), args))
  }
  return overrideMethods(pool, { query, connect: async () => instrumentClient(await pool.connect(), points) })
}

function instrumentClient(client: PoolClient, points: CrashPoints): PoolClient {
  let transaction = ''
  const query: Query = (...args) => {
    const statement = toStatementName(toText(args[0]))
    if (statement === 'begin') transaction = points.nextTransaction()
    const effect = { name: `${transaction}: ${statement}`, isDurable: statement === 'commit', isInTransaction: true }
    return points.around(effect, () => call(client.query.bind(client), args))
  }
  return overrideMethods(client, { query })
}

function call(query: unknown, args: unknown[]): Promise<unknown> {
  if (typeof query !== 'function') throw new Error('The client has no query method.')
  const answer: unknown = Reflect.apply(query, undefined, args)
  return Promise.resolve(answer)
}

function toText(query: unknown): string {
  if (typeof query === 'string') return query
  if (typeof query !== 'object' || query === null || !('text' in query)) return ''
  return typeof query.text === 'string' ? query.text : ''
}
