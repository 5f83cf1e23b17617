import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool } from 'pg'
import * as v from 'valibot'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { embeddedDatabase } from '../../src/embedded.ts'
import { gatewayFetch, toNodeListener } from '../../src/node.ts'
import { createMovableClock, type MovableClock } from '../support/movable-clock.ts'
import type { DatabaseOption } from '../../src/store/database-option.ts'
import { type CrashPoints, createCrashPoints } from './crash-points.ts'
import { createSchemaMutex, instrumentEmbedded } from './instrument-embedded.ts'
import { instrumentFetch } from './instrument-fetch.ts'
import { instrumentPool } from './instrument-pool.ts'
import { type Command, commandSchema, type Config, configSchema, type Message } from './protocol.ts'

/** One shop of this process: the real handler on the real database, with crash points around every effect. */
interface ChildShop {
  readonly cardfile: Cardfile
  readonly clock: MovableClock
  readonly points: CrashPoints
  readonly listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly query: (text: string) => Promise<Record<string, unknown>[]>
}

interface ShopDatabase {
  readonly option: DatabaseOption
  readonly query: (text: string) => Promise<Record<string, unknown>[]>
}

const notify = (message: Message): void => void process.send?.(message)

function createOpener({ kind, database }: Config): (schema: string, points: CrashPoints) => ShopDatabase {
  if (kind === 'postgres') {
    return (schema, points) => {
      const pool = new Pool({ connectionString: database, options: `-c search_path=${schema}`, max: 2 })
      pool.on('error', () => {})
      return {
        option: instrumentPool(pool, points),
        query: async (text) => (await pool.query<Record<string, unknown>>(text)).rows,
      }
    }
  }
  const embedded = embeddedDatabase(database)
  const mutex = createSchemaMutex()
  return (schema, points) => {
    const option = instrumentEmbedded(embedded, schema, mutex, points)
    return { option, query: async (text) => (await option.query(text)).rows }
  }
}

function openShops(config: Config): ChildShop[] {
  const open = createOpener(config)
  const send = gatewayFetch()
  return config.shops.map(({ schema, gatewayUrl, offsetMs }, shop) => {
    const points = createCrashPoints(() => notify({ type: 'paused', shop }))
    const clock = createMovableClock()
    clock.offsetMs = offsetMs
    const { option, query } = open(schema, points)
    const cardfile = assembleCardfile(
      {
        gateway: { apiKey: 'test_key', mode: 'test', baseUrl: gatewayUrl, fetch: instrumentFetch(send, points) },
        database: option,
        migrate: 'manual',
        secret: 'a secret that only tests of this repository know',
        publicUrl: 'http://shop.test/api/cardfile',
        returnTo: ({ checkoutId }) => `/checkout/${checkoutId}`,
        identify: ({ headers }) => ({ customerId: headers.get('x-test-customer') ?? 'nobody' }),
        loadCheckout: (checkoutId) => ({ amount: { value: 1295, currency: 'EUR' }, description: checkoutId }),
        onEvent: (event) =>
          points.around({ name: `onEvent ${event.type}`, isDurable: true }, async () => {
            const answer = await fetch(`${gatewayUrl}/events`, { method: 'POST', body: JSON.stringify(event) })
            if (!answer.ok) throw new Error(`The event was answered ${answer.status}.`)
          }),
        // Consumed as in a real shop, but out of reach: the same few customers press all day.
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
    return { cardfile, clock, points, query, listener: toNodeListener(cardfile) }
  })
}

async function execute({ cardfile, clock, points, query }: ChildShop, command: Command): Promise<unknown> {
  switch (command.command) {
    case 'record':
      return points.record(command.pauseAt)
    case 'stop-recording':
      return points.stop()
    case 'resume':
      return points.resume()
    case 'set-offset':
      clock.offsetMs = command.offsetMs
      return undefined
    case 'skip-system-time': {
      const { now } = Date
      Date.now = () => now() + command.byMs
      return undefined
    }
    case 'reconcile':
      return cardfile.reconcile()
    case 'query':
      return query(command.text)
    default:
      return command satisfies never
  }
}

const config = v.parse(configSchema, JSON.parse(process.argv[2] ?? ''))
const shops = openShops(config)

process.on('message', (message) => {
  const command = v.parse(commandSchema, message)
  const shop = shops[command.shop]
  if (shop === undefined) throw new Error(`There is no shop ${command.shop}.`)
  execute(shop, command).then(
    (value) => notify({ type: 'done', id: command.id, value }),
    (error: unknown) => notify({ type: 'failed', id: command.id, error: String(error) }),
  )
})
// Without this, an aborted test run would leave the process behind.
process.on('disconnect', () => process.exit())

// The first path segment is the shop: `/3/api/cardfile/…`.
const server = createServer((request, response) => {
  const [, number = '', rest = ''] = /^\/(\d+)(.*)$/.exec(request.url ?? '') ?? []
  request.url = rest
  void shops[Number(number)]?.listener(request, response)
})
// A graceful shutdown, as a shop does it: accept no new requests, finish those in flight.
process.once('SIGTERM', () => {
  const isClosed = new Promise((resolve) => server.close(resolve))
  void Promise.all([isClosed, ...shops.map(({ cardfile }) => cardfile.close())]).then(() => process.exit())
})
if (config.reconciles) for (const { cardfile } of shops) await cardfile.start()
// Opens the database before the first request.
await shops[0]?.query('select 1')
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) notify({ type: 'ready', port: address.port })
})
