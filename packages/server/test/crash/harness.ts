import { inject } from 'vitest'
import { createCustomer, type Customer } from '../support/customer.ts'
import type { DatabaseKind } from '../support/shop.ts'
import { type GatewayServer, startGatewayServer } from './gateway-server.ts'
import type { Config } from './protocol.ts'
import { createSharedDatabase } from './shared-database.ts'
import { type ShopProcess, startShopProcess } from './shop-process.ts'

/** A shop whose process can be killed: its gateway, its customer and its data outlive the process. */
export interface KillableShop {
  readonly number: number
  readonly gateway: GatewayServer
  readonly customer: Customer
  readonly customerId: string
  /** Checkouts that the gateway charges again, later than it is assumed to: their second charge is a surplus. */
  readonly lateCheckouts: Set<string>
  /** References of payments whose rows a test has deleted. */
  readonly deletedRefs: Set<unknown>
  /** The process that serves the shop. Throws between a kill and the restart. */
  process(): ShopProcess
  reconcile(): Promise<void>
  /** Advances the clocks of database and gateway, and waits for the webhooks that this sends. */
  advance(ms: number): Promise<void>
  readonly query: (text: string) => Promise<Record<string, unknown>[]>
}

/** Shops in one child process over one database. */
export interface Harness {
  readonly shops: readonly KillableShop[]
  /** Kills the process, advances the clocks by `downMs`, and starts another process over the same data. */
  restart(downMs?: number): Promise<void>
  /** Starts a second process over the same data. The caller kills it. */
  startSecond(): Promise<ShopProcess>
  close(): Promise<void>
}

interface HarnessOptions {
  readonly kind: DatabaseKind
  readonly shops: number
  /** Whether the reconcilers run, as in a long-lived process. Default: false, tests call `reconcile`. */
  readonly reconciles?: boolean
  /** Opens a proxy in front of a shop's gateway. Returns its address, which the shop uses. */
  readonly gatewayProxy?: (shop: number) => Promise<string>
  /** Default: the Postgres of the whole test run. */
  readonly postgresUrl?: string
}

/** Opens shops, each on an empty schema. */
export async function openHarness(options: HarnessOptions): Promise<Harness> {
  const { kind, reconciles = false, gatewayProxy, postgresUrl = inject('postgresUrl') } = options
  const database = await createSharedDatabase(kind, options.shops, postgresUrl)
  let running: ShopProcess | undefined
  const process = () => {
    if (running === undefined) throw new Error('No process serves the shop: it was killed and not restarted yet.')
    return running
  }
  const offsets = database.schemas.map(() => 0)

  async function openShop(number: number): Promise<KillableShop> {
    const deliveries = new Set<Promise<unknown>>()
    const gateway = await startGatewayServer(
      (input, init) => {
        // A webhook sent while no process runs is lost, as on a real network.
        const answer = Promise.resolve().then(() => process().handle(number, new Request(input, init)))
        const delivery = answer.catch(() => {}).finally(() => deliveries.delete(delivery))
        deliveries.add(delivery)
        return answer
      },
      await gatewayProxy?.(number),
    )
    const customerId = `ada-${number}`
    const cardfile = { handle: (request: Request) => process().handle(number, request) }
    return {
      number,
      gateway,
      customerId,
      lateCheckouts: new Set(),
      deletedRefs: new Set(),
      customer: createCustomer({ cardfile, sandbox: gateway.sandbox, checkouts: new Map() }, customerId),
      process,
      async advance(ms) {
        const offsetMs = (offsets[number] ?? 0) + ms
        offsets[number] = offsetMs
        await process().setOffset(number, offsetMs)
        await gateway.clock.advance(Math.max(0, Date.now() + offsetMs - gateway.clock.now()))
        while (deliveries.size > 0) await Promise.all(deliveries)
      },
      reconcile: () => process().reconcile(number),
      query: (text) => process().query(number, text),
    }
  }

  const shops: KillableShop[] = []
  for (const number of database.schemas.keys()) shops.push(await openShop(number))

  const start = () => {
    const config: Config = {
      kind,
      database: database.address,
      reconciles,
      shops: shops.map(({ number, gateway }) => ({
        schema: database.schemas[number] ?? '',
        gatewayUrl: gateway.url,
        offsetMs: offsets[number] ?? 0,
      })),
    }
    return startShopProcess(inject('crashChild'), config)
  }

  async function restart(downMs = 0): Promise<void> {
    const dying = running
    running = undefined
    await dying?.kill()
    for (const { number, gateway } of downMs === 0 ? [] : shops) {
      offsets[number] = (offsets[number] ?? 0) + downMs
      await gateway.clock.advance(downMs)
    }
    running = await start()
  }
  await restart()

  return {
    shops,
    restart,
    startSecond: start,
    async close() {
      await running?.kill()
      for (const { gateway } of shops) await gateway.close()
      await database.close()
    },
  }
}

/** A shop of the harness. Throws when it has no shop of this number. */
export function requireShop({ shops }: Pick<Harness, 'shops'>, number: number): KillableShop {
  const shop = shops[number]
  if (shop === undefined) throw new Error(`The harness has no shop ${number}.`)
  return shop
}
