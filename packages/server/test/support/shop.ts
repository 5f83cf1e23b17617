import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { createSandbox, realClock, type Sandbox, type SandboxOptions } from '@cardfile/sandbox'
import { Client, Pool } from 'pg'
import { inject } from 'vitest'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import type { EmbeddedDatabase } from '../../src/store/database-option.ts'
import type { CardfileEvent } from '../../src/events/event.ts'
import type { CardfileOptions, ShopCheckout } from '../../src/options.ts'
import { createMovableClock, type MovableClock } from './movable-clock.ts'
import { createCustomer, type Customer } from './customer.ts'

/** The two databases that every suite about stored data runs on. */
export const DATABASE_KINDS = ['embedded', 'postgres'] as const
export type DatabaseKind = (typeof DATABASE_KINDS)[number]

/** Where the test shop mounts the handler. */
export const publicUrl = 'http://shop.test/api/cardfile'
/** The sandbox's address. Nothing listens there: requests go to its `fetch`. */
export const gatewayUrl = 'http://127.0.0.1:4010'
/** The project id of the sandbox's orders. */
const projectId = '5a9db0c5-5f4e-4a7e-9d5b-0c8d1f2a6e01'

/** A shop in this process: the real handler, the real sandbox as its gateway, and a database of its own. */
export interface TestShop {
  readonly cardfile: Cardfile
  readonly sandbox: Sandbox
  readonly clock: MovableClock
  /** Events delivered to `onEvent`, in order. */
  readonly events: readonly CardfileEvent[]
  /** Requests sent to the gateway, for example `POST /v1/orders/`. */
  readonly gatewayRequests: readonly string[]
  /** Checkouts that `loadCheckout` returns; it returns null for any other id. */
  readonly checkouts: Map<string, ShopCheckout & { readonly customerId: string }>
  readonly options: CardfileOptions
  query(text: string): Promise<Record<string, unknown>[]>
  customer(customerId: string | null): Customer
  close(): Promise<void>
}

/** Opens a shop. `more` replaces the defaults of the tests. */
export async function openTestShop(
  kind: DatabaseKind,
  more: Partial<CardfileOptions> = {},
  sandboxOptions: SandboxOptions = {},
): Promise<TestShop> {
  const database = kind === 'embedded' ? await openCopy() : await createDatabase()
  const events: CardfileEvent[] = []
  const gatewayRequests: string[] = []
  const checkouts: TestShop['checkouts'] = new Map()
  const clock = createMovableClock(more.timeScale)
  const sandbox = createSandbox({
    apiKey: 'test_key',
    url: gatewayUrl,
    // The same offset as the database's clock, so that both move together.
    clock: { ...realClock, now: () => realClock.now() + clock.offsetMs },
    fetch: async (input, init) => cardfile.handle(new Request(input, init)),
    ...sandboxOptions,
  })
  const options: CardfileOptions = {
    gateway: {
      apiKey: 'test_key',
      mode: 'test',
      projectId,
      baseUrl: gatewayUrl,
      fetch: async (input, init) => {
        const request = new Request(input, init)
        gatewayRequests.push(`${request.method} ${new URL(request.url).pathname}`)
        return sandbox.fetch(request)
      },
    },
    database: database.option,
    secret: 'a secret that only tests of this repository know',
    publicUrl,
    returnTo: ({ checkoutId }) => `/checkout/${checkoutId}`,
    identify: (request) => {
      const customerId = request.headers.get('x-test-customer')
      return customerId === null ? null : { customerId }
    },
    loadCheckout: (id, { customerId }) => {
      const found = checkouts.get(id)
      if (found?.customerId !== customerId) return null
      const { customerId: _, ...checkout } = found
      return checkout
    },
    onEvent: (event) => void events.push(event),
    cvc: { collect: 'optional', acceptPciScope: 'SAQ-D' },
    ...more,
  }
  const cardfile = assembleCardfile(options, clock)
  return {
    cardfile,
    sandbox,
    clock,
    events,
    gatewayRequests,
    checkouts,
    options,
    query: database.query,
    customer: (customerId) => createCustomer({ cardfile, sandbox, checkouts }, customerId),
    async close() {
      await cardfile.close()
      await sandbox.close()
      await database.close()
    },
  }
}

interface TestDatabase {
  readonly option: CardfileOptions['database']
  query(text: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

async function openCopy(): Promise<TestDatabase> {
  const loadDataDir = new Blob([new Uint8Array(await readFile(inject('pgliteDump')))])
  const client = await PGlite.create({ loadDataDir })
  const option: EmbeddedDatabase = {
    open: async () => client,
    query: (text, values) => client.query<Record<string, unknown>>(text, values),
    // Kept open, so that a test can query it after the shop is closed.
    close: async () => {},
  }
  return { option, query: async (text) => (await option.query(text)).rows, close: () => client.close() }
}

async function createDatabase(): Promise<TestDatabase> {
  const admin = new Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  const name = `shop_${crypto.randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name} template template_cardfile`)
  await admin.end()
  const pool = new Pool({
    connectionString: inject('postgresUrl').replace(/\/postgres$/, `/${name}`),
    // Longer than a shop's own limit: on a busy machine a slow connection is not an exhausted pool.
    connectionTimeoutMillis: 30_000,
  })
  return {
    option: pool,
    query: async (text) => (await pool.query<Record<string, unknown>>(text)).rows,
    close: () => pool.end(),
  }
}
