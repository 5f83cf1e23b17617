import { inject } from 'vitest'
import { createCustomer, type Customer } from '../support/customer.ts'
import type { DatabaseKind } from '../support/shop.ts'
import { type GatewayPort, openGatewayPort } from './gateway-port.ts'
import type { Config } from './protocol.ts'
import { type ShopProcess, startShopProcess } from './shop-process.ts'
import { type LastingDatabase, makeTables } from './tables.ts'

/** A shop whose process may be killed: what outlives it, and its customer. */
export interface Stall {
  readonly number: number
  readonly gateway: GatewayPort
  readonly customer: Customer
  readonly customerId: string
  /** Checkouts on which the gateway charges a second time, later than it is assumed to: that is owed back. */
  readonly lateCheckouts: Set<string>
  /** References of payments whose rows a test has taken away. */
  readonly forgottenRefs: Set<unknown>
  /** The process that serves it just now. */
  process(): ShopProcess
  reconcile(): Promise<void>
  /** Moves the database's time and the gateway's together, and waits for the webhooks that this sends. */
  pass(ms: number): Promise<void>
  readonly query: (text: string) => Promise<Record<string, unknown>[]>
}

/** Shops in one process over one database, and what is needed to kill it and start it again. */
export interface Stand {
  readonly stalls: readonly Stall[]
  readonly database: LastingDatabase
  /** Kills the process, if it still lives, and starts another over the same data, so much later. */
  restart(deadMs?: number): Promise<void>
  /** One more process over the same data, beside the first. */
  another(): Promise<ShopProcess>
  close(): Promise<void>
}

interface StandOptions {
  readonly kind: DatabaseKind
  readonly shops: number
  /** Whether reconcilers run, as in a long-lived process. Default: only when told to. */
  readonly reconciles?: boolean
  /** Puts something between the shop and its gateway. Answers the address that the shop is given. */
  readonly between?: (stall: number) => Promise<string>
  /** Another Postgres than that of the whole test run. */
  readonly postgresUrl?: string
}

/** Opens shops with an empty database each. */
export async function openStand(options: StandOptions): Promise<Stand> {
  const { kind, shops, reconciles = false, between, postgresUrl = inject('postgresUrl') } = options
  const database = await makeTables(kind, shops, postgresUrl)
  let running: ShopProcess | undefined
  const process = () => {
    if (running === undefined) throw new Error('No process serves the shop just now.')
    return running
  }
  const offsets = database.schemas.map(() => 0)

  async function openStall(number: number): Promise<Stall> {
    const underWay = new Set<Promise<unknown>>()
    const gateway = await openGatewayPort(
      (input, init) => {
        // A webhook that meets no process is lost, like any other.
        const answer = Promise.resolve().then(() => process().handle(number, new Request(input, init)))
        const settled = answer.catch(() => {}).finally(() => underWay.delete(settled))
        underWay.add(settled)
        return answer
      },
      await between?.(number),
    )
    const customerId = `ada-${number}`
    const cardfile = { handle: (request: Request) => process().handle(number, request) }
    return {
      number,
      gateway,
      customerId,
      lateCheckouts: new Set(),
      forgottenRefs: new Set(),
      customer: createCustomer({ cardfile, sandbox: gateway.sandbox, checkouts: new Map() }, customerId),
      process,
      async pass(ms) {
        const offsetMs = (offsets[number] ?? 0) + ms
        offsets[number] = offsetMs
        await process().move(number, offsetMs)
        await gateway.clock.advance(Math.max(0, Date.now() + offsetMs - gateway.clock.now()))
        while (underWay.size > 0) await Promise.all(underWay)
      },
      reconcile: () => process().reconcile(number),
      query: (text) => process().query(number, text),
    }
  }

  const stalls: Stall[] = []
  for (const number of database.schemas.keys()) stalls.push(await openStall(number))

  const start = () => {
    const config: Config = {
      kind,
      database: database.address,
      reconciles,
      shops: stalls.map(({ number, gateway }) => ({
        schema: database.schemas[number] ?? '',
        gatewayUrl: gateway.url,
        offsetMs: offsets[number] ?? 0,
      })),
    }
    return startShopProcess(inject('crashChild'), config)
  }

  async function restart(deadMs = 0): Promise<void> {
    const dying = running
    running = undefined
    await dying?.kill()
    for (const { number, gateway } of deadMs === 0 ? [] : stalls) {
      offsets[number] = (offsets[number] ?? 0) + deadMs
      await gateway.clock.advance(deadMs)
    }
    running = await start()
  }
  await restart()

  return {
    stalls,
    database,
    restart,
    another: start,
    async close() {
      await running?.kill()
      for (const { gateway } of stalls) await gateway.close()
      await database.close()
    },
  }
}
