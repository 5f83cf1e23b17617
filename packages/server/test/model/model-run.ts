import type { Payment } from '@cardfile/contract'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { type Customer, createCustomer } from '../support/customer.ts'
import { type DatabaseKind, openTestShop, type TestShop } from '../support/shop.ts'

type SandboxOptions = NonNullable<Parameters<typeof openTestShop>[2]>

/** The gateway's time, moved by hand. */
export type GatewayClock = NonNullable<SandboxOptions['clock']> & { advance(ms: number): Promise<void> }

/** A shop, its gateway and the time of both, kept for many runs. */
export interface Proving {
  readonly shop: TestShop
  /** Processes that serve one database: two on Postgres, one on the embedded one. */
  readonly instances: readonly Cardfile[]
  /** How many POSTs each reference was sent in. */
  readonly posts: Map<string, number>
  /** Moves the database's time and the gateway's together, and waits for the webhooks that this sends. */
  pass(ms: number): Promise<void>
  begin(): Promise<Run>
  close(): Promise<void>
}

/** One customer with fresh checkouts, in a shop that has forgotten everybody else. */
export interface Run {
  readonly proving: Proving
  readonly customerId: string
  /** The customer, in front of each instance. */
  readonly customers: readonly Customer[]
  readonly checkoutIds: readonly string[]
  readonly keys: Map<string, string>
  /** Pages of the gateway that were ever opened: a person may go back to any of them. */
  readonly pages: Extract<Payment, { status: 'redirect' }>[]
  readonly firstEvent: number
}

/** The gateway answers at once or not at all: what takes longer than this was lost. */
const patienceMs = 300

/** Opens one shop for many runs. Orders that hang are given up soon: a deadline of seconds would measure nothing more. */
export async function openProving(kind: DatabaseKind, clock: GatewayClock): Promise<Proving> {
  const posts = new Map<string, number>()
  const underWay = new Set<Promise<unknown>>()
  const deliver = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const [first] = instances
    if (first === undefined) throw new Error('The shop has no instance.')
    const answer = first.handle(new Request(input, init))
    underWay.add(answer)
    return answer.finally(() => underWay.delete(answer))
  }
  const shop = await openTestShop(kind, { rateLimits: 'off' }, { clock, fetch: deliver })
  const options = {
    ...shop.options,
    gateway: { ...shop.options.gateway, fetch: impatiently(shop.options.gateway.fetch ?? fetch, posts) },
  }
  const instances = (kind === 'postgres' ? [1, 2] : [1]).map(() => assembleCardfile(options, shop.clock))
  let runs = 0

  async function pass(ms: number): Promise<void> {
    shop.clock.offsetMs += ms
    await clock.advance(Math.max(0, Date.now() + shop.clock.offsetMs - clock.now()))
    while (underWay.size > 0) await Promise.all(underWay)
  }

  const proving: Proving = {
    shop,
    instances,
    posts,
    pass,
    async begin() {
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
        proving,
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
  return proving
}

/** Counts each POST by the reference in it, and hangs up on answers that do not come. */
function impatiently(ask: typeof fetch, posts: Map<string, number>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    if (request.method === 'POST') {
      const body: unknown = await request.clone().json()
      const ref = typeof body === 'object' && body !== null && 'merchant_order_id' in body ? body.merchant_order_id : ''
      posts.set(String(ref), (posts.get(String(ref)) ?? 0) + 1)
    }
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(patienceMs)])
    return ask(new Request(request, { signal }))
  }
}
