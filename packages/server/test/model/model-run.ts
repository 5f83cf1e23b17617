import type { Payment } from '@cardfile/contract'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { type Customer, createCustomer } from '../support/customer.ts'
import { type DatabaseKind, openTestShop, type TestShop } from '../support/shop.ts'

type SandboxOptions = NonNullable<Parameters<typeof openTestShop>[2]>

/** The gateway's clock, advanced by the test. */
export type GatewayClock = NonNullable<SandboxOptions['clock']> & { advance(ms: number): Promise<void> }

/** A shop, its gateway and their clock, reused for many runs. */
export interface ModelHarness {
  readonly shop: TestShop
  /** Handlers over one database: two on Postgres, one on the embedded database. */
  readonly instances: readonly Cardfile[]
  /** Number of POSTs by reference. */
  readonly posts: Map<string, number>
  /** Advances the clocks of database and gateway, and waits for the webhooks that this sends. */
  advance(ms: number): Promise<void>
  /** Empties the shop and the gateway, and starts a run. */
  startRun(): Promise<ModelRun>
  close(): Promise<void>
}

/** One customer with a saved card and four checkouts, in an otherwise empty shop. */
export interface ModelRun {
  readonly harness: ModelHarness
  readonly customerId: string
  /** The same customer, at each instance. */
  readonly customers: readonly Customer[]
  readonly checkoutIds: readonly string[]
  /** The last idempotency key of each checkout. */
  readonly keys: Map<string, string>
  /** Gateway pages that were opened: a customer can go back to any of them. */
  readonly pages: Extract<Payment, { status: 'redirect' }>[]
  /** Index of the run's first event in the shop's events. */
  readonly firstEvent: number
}

/** The sandbox answers at once or not at all, so a short deadline is enough and saves time. */
const deadlineMs = 300

/** Opens one shop for many runs. */
export async function openModelHarness(kind: DatabaseKind, clock: GatewayClock): Promise<ModelHarness> {
  const posts = new Map<string, number>()
  const deliveries = new Set<Promise<unknown>>()
  const deliver = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const [first] = instances
    if (first === undefined) throw new Error('The shop has no instance.')
    const answer = first.handle(new Request(input, init))
    deliveries.add(answer)
    return answer.finally(() => deliveries.delete(answer))
  }
  const shop = await openTestShop(kind, { rateLimits: 'off' }, { clock, fetch: deliver })
  const options = {
    ...shop.options,
    gateway: { ...shop.options.gateway, fetch: withDeadline(shop.options.gateway.fetch ?? fetch, posts) },
  }
  const instances = (kind === 'postgres' ? [1, 2] : [1]).map(() => assembleCardfile(options, shop.clock))
  let runs = 0

  async function advance(ms: number): Promise<void> {
    shop.clock.offsetMs += ms
    await clock.advance(Math.max(0, Date.now() + shop.clock.offsetMs - clock.now()))
    while (deliveries.size > 0) await Promise.all(deliveries)
  }

  const harness: ModelHarness = {
    shop,
    instances,
    posts,
    advance,
    async startRun() {
      runs += 1
      shop.sandbox.reset()
      posts.clear()
      await shop.query(
        'truncate cardfile_checkout, cardfile_payment, cardfile_payment_log, cardfile_card, cardfile_outbox',
      )
      const firstEvent = shop.events.length
      const customerId = `customer-${runs}`
      const { sandbox, checkouts } = shop
      checkouts.clear()
      const customers = instances.map((cardfile) => createCustomer({ cardfile, sandbox, checkouts }, customerId))
      const [first] = customers
      if (first === undefined) throw new Error('The shop has no instance.')
      await first.saveCard()
      const checkoutIds = [1295, 2500, 4900, 800].map((value) => first.newCheckout(value))
      return {
        harness,
        customerId,
        customers,
        checkoutIds,
        keys: new Map(),
        pages: [],
        firstEvent,
      }
    },
    async close() {
      for (const instance of instances) await instance.close()
      await shop.close()
    },
  }
  return harness
}

/** A fetch with a deadline that counts POSTs by reference. */
function withDeadline(send: typeof fetch, posts: Map<string, number>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    if (request.method === 'POST') {
      const body: unknown = await request.clone().json()
      const ref = typeof body === 'object' && body !== null && 'merchant_order_id' in body ? body.merchant_order_id : ''
      posts.set(String(ref), (posts.get(String(ref)) ?? 0) + 1)
    }
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(deadlineMs)])
    return send(new Request(request, { signal }))
  }
}
