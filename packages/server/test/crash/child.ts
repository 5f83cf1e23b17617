import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool } from 'pg'
import * as v from 'valibot'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { embeddedDatabase } from '../../src/embedded.ts'
import { gatewayFetch, toNodeListener } from '../../src/node.ts'
import { type Clock, createClock } from '../../src/store/clock.ts'
import type { DatabaseOption } from '../../src/store/database.ts'
import { type Config, configSchema, type Notice, type Order, orderSchema } from './protocol.ts'
import { createWatch, type Watch } from './crash-points.ts'
import { createTurnstile, watchEmbedded } from './watched-embedded.ts'
import { watchFetch } from './watched-fetch.ts'
import { watchPool } from './watched-pool.ts'

/** One shop of this process: the real handler and the real database, watched where they touch the world. */
interface ChildShop {
  readonly cardfile: Cardfile
  readonly clock: Clock
  readonly watch: Watch
  readonly listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly query: (text: string) => Promise<Record<string, unknown>[]>
}

interface Tables {
  readonly option: DatabaseOption
  readonly query: (text: string) => Promise<Record<string, unknown>[]>
}

const say = (notice: Notice): void => void process.send?.(notice)

function openTables({ kind, database }: Config): (schema: string, watch: Watch) => Tables {
  if (kind === 'postgres') {
    return (schema, watch) => {
      const pool = new Pool({ connectionString: database, options: `-c search_path=${schema}`, max: 2 })
      pool.on('error', () => {})
      return {
        option: watchPool(pool, watch),
        query: async (text) => (await pool.query<Record<string, unknown>>(text)).rows,
      }
    }
  }
  const embedded = embeddedDatabase(database)
  const turnstile = createTurnstile()
  return (schema, watch) => {
    const option = watchEmbedded(embedded, schema, turnstile, watch)
    return { option, query: async (text) => (await option.query(text)).rows }
  }
}

function openShops(config: Config): ChildShop[] {
  const tables = openTables(config)
  const send = gatewayFetch()
  return config.shops.map(({ schema, gatewayUrl, offsetMs }, shop) => {
    const watch = createWatch(() => say({ says: 'held', shop }))
    const clock = createClock(1)
    clock.offsetMs = offsetMs
    const { option, query } = tables(schema, watch)
    const cardfile = assembleCardfile(
      {
        gateway: { apiKey: 'test_key', mode: 'test', baseUrl: gatewayUrl, fetch: watchFetch(send, watch) },
        database: option,
        migrate: 'manual',
        secret: 'a secret that only tests of this repository know',
        publicUrl: 'http://shop.test/api/cardfile',
        returnTo: ({ checkoutId }) => `/checkout/${checkoutId}`,
        identify: ({ headers }) => ({ customerId: headers.get('x-test-customer') ?? 'nobody' }),
        loadCheckout: (checkoutId) => ({ amount: { value: 1295, currency: 'EUR' }, description: checkoutId }),
        onEvent: (event) =>
          watch.around({ name: `onEvent ${event.type}`, isLasting: true }, async () => {
            const told = await fetch(`${gatewayUrl}/told`, { method: 'POST', body: JSON.stringify(event) })
            if (!told.ok) throw new Error('The shop did not hear that.')
          }),
        // Counted as in a real shop, and never in the way: the same few customers press all day.
        rateLimits: {
          paymentsPerCustomer: { limit: 1e6, withinMs: 600_000 },
          paymentsPerCustomerAndDay: { limit: 1e6, withinMs: 86_400_000 },
          paymentsPerAddress: { limit: 1e6, withinMs: 600_000 },
          hostedStartsPerCustomer: { limit: 1e6, withinMs: 3_600_000 },
          declinesPerCard: { limit: 1e6, withinMs: 86_400_000 },
        },
      },
      clock,
    )
    return { cardfile, clock, watch, query, listener: toNodeListener(cardfile) }
  })
}

async function obey({ cardfile, clock, watch, query }: ChildShop, order: Order): Promise<unknown> {
  switch (order.act) {
    case 'watch':
      return watch.start(order.hold)
    case 'unwatch':
      return watch.stop()
    case 'release':
      return watch.release()
    case 'move':
      clock.offsetMs = order.offsetMs
      return undefined
    case 'reconcile':
      return cardfile.reconcile()
    case 'query':
      return query(order.text)
    case 'wake': {
      const { now } = Date
      Date.now = () => now() + order.afterMs
      return undefined
    }
    default:
      return order satisfies never
  }
}

const config = v.parse(configSchema, JSON.parse(process.argv[2] ?? ''))
const shops = openShops(config)

process.on('message', (message) => {
  const order = v.parse(orderSchema, message)
  const shop = shops[order.shop]
  if (shop === undefined) throw new Error(`There is no shop ${order.shop}.`)
  obey(shop, order).then(
    (value) => say({ says: 'done', id: order.id, value }),
    (error: unknown) => say({ says: 'failed', id: order.id, error: String(error) }),
  )
})
// Whoever started this process is gone, and with it the reason to live.
process.on('disconnect', () => process.exit())

// `/3/api/cardfile/…` is the third shop's.
const server = createServer((request, response) => {
  const [, number = '', rest = ''] = /^\/(\d+)(.*)$/.exec(request.url ?? '') ?? []
  request.url = rest
  void shops[Number(number)]?.listener(request, response)
})
// As a shop does it: no more requests are let in, and those that are under way are finished.
process.once('SIGTERM', () => {
  const isClosed = new Promise((resolve) => server.close(resolve))
  void Promise.all([isClosed, ...shops.map(({ cardfile }) => cardfile.close())]).then(() => process.exit())
})
if (config.reconciles) for (const { cardfile } of shops) await cardfile.start()
// Opens the database: the first request must not be the one that waits for it.
await shops[0]?.query('select 1')
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) say({ says: 'ready', port: address.port })
})
