import { createSandbox, createSteppedClock, type Sandbox, type SandboxOptions } from '@cardfile/sandbox'
import * as v from 'valibot'
import { type Cell, faultAt, type GatewayCall } from './fault-cells.ts'

/** The gateway of one cell, with a clock that the test advances. */
export interface CellGateway {
  readonly cell: Cell
  readonly checkoutId: string
  readonly sandbox: Sandbox
  readonly clock: ReturnType<typeof createSteppedClock>
  /** Webhooks in flight. While there are any, a call does not wait for the gateway's clock. */
  readonly deliveries: ReadonlySet<Promise<unknown>>
  /** Number of calls by kind. */
  readonly calls: Map<GatewayCall, number>
  /** Number of times that the cell's fault was played. */
  faultsPlayed: number
  /** The reference of every order POST. */
  readonly posts: string[]
  /** Ids of orders that the shop has fetched as completed. */
  readonly fetchedPaid: Set<string>
}

/** The deadlines of the calls, repeated here: a hanging gateway is aborted on its own clock, without waiting in real time. */
const DEADLINES: Readonly<Record<GatewayCall, number>> = {
  createOrder: 20_000,
  getOrder: 5_000,
  cancelOrder: 5_000,
  listOrders: 10_000,
}
/** How far a list reaches back before its payment was submitted. Repeated here. */
const listReachMs = 300_000
const stepMs = 1_000

const creationSchema = v.object({ merchant_order_id: v.string(), extra: v.record(v.string(), v.unknown()) })
const orderSchema = v.object({ id: v.string(), status: v.string() })

/** Many gateways behind one `fetch`, one for each checkout, so that a fault affects only its own cell. */
export function createCellGateways(options: Pick<SandboxOptions, 'apiKey' | 'url' | 'fetch' | 'state'>) {
  const gateways: CellGateway[] = []
  const bySubmission = new Map<number, CellGateway>()

  function open(cell: Cell, checkoutId: string, now: number): CellGateway {
    const clock = createSteppedClock(new Date(now).toISOString())
    const number = gateways.length.toString(16).padStart(8, '0')
    const deliveries = new Set<Promise<unknown>>()
    const sandbox = createSandbox({
      ...options,
      clock,
      // The id of an order contains the number of its gateway, so that every call finds it.
      newId: () => `${number}${crypto.randomUUID().slice(8)}`,
      fetch: (input, init) => {
        const delivery = (options.fetch ?? fetch)(input, init)
        deliveries.add(delivery)
        return delivery.finally(() => deliveries.delete(delivery))
      },
    })
    const gateway: CellGateway = {
      cell,
      checkoutId,
      sandbox,
      clock,
      deliveries,
      calls: new Map(),
      faultsPlayed: 0,
      posts: [],
      fetchedPaid: new Set(),
    }
    gateways.push(gateway)
    return gateway
  }

  async function answer(gateway: CellGateway, call: GatewayCall, request: Request): Promise<Response> {
    const n = (gateway.calls.get(call) ?? 0) + 1
    gateway.calls.set(call, n)
    const fault = faultAt(gateway.cell, call, n)
    if (fault !== undefined) {
      gateway.sandbox.script(fault, { on: call })
      if (call === gateway.cell.call) gateway.faultsPlayed += 1
    }
    const { response, body } = await onGatewayTime(gateway, DEADLINES[call], async (signal) => {
      const sent = await gateway.sandbox.fetch(new Request(request, { signal }))
      return { response: sent, body: await readAll(sent) }
    })
    if (call === 'getOrder' && response.ok && body.isWhole) recordFetched(gateway, body.bytes)
    return new Response(toStream(body), { status: response.status, headers: response.headers })
  }

  /** Runs a call while its gateway's clock advances, and aborts it at the deadline. */
  async function onGatewayTime<T>(
    gateway: CellGateway,
    deadlineMs: number,
    run: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = new AbortController()
    const progress = { isDone: false }
    const running = run(deadline.signal).finally(() => (progress.isDone = true))
    running.catch(() => {})
    for (let passed = 0; ; passed += stepMs) {
      for (let turn = 0; turn < 3 && !progress.isDone; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      while (!progress.isDone && gateway.deliveries.size > 0) {
        await Promise.race([running.catch(() => {}), ...gateway.deliveries])
      }
      if (progress.isDone) return running
      if (passed >= deadlineMs) {
        deadline.abort()
        throw new TypeError('fetch failed', { cause: new Error('deadline') })
      }
      await gateway.clock.advance(stepMs)
    }
  }

  function gatewayOf(orderId: string): CellGateway {
    const found = gateways[Number.parseInt(orderId.slice(0, 8), 16)]
    if (found === undefined) throw new Error(`No gateway has an order ${orderId}.`)
    return found
  }

  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const { pathname, searchParams } = new URL(request.url)
    if (request.method === 'POST') {
      const { merchant_order_id: ref, extra } = v.parse(creationSchema, await request.clone().json())
      const gateway = gateways.find(({ checkoutId }) => Object.values(extra).includes(checkoutId))
      if (gateway === undefined) throw new Error('An order was sent for a checkout of no cell.')
      gateway.posts.push(ref)
      return answer(gateway, 'createOrder', request)
    }
    const orderId = /^\/v1\/orders\/(?<id>[^/]+)\/$/.exec(pathname)?.groups?.['id']
    if (orderId !== undefined)
      return answer(gatewayOf(orderId), request.method === 'DELETE' ? 'cancelOrder' : 'getOrder', request)
    const gateway = bySubmission.get(Date.parse(searchParams.get('created_since') ?? ''))
    if (gateway !== undefined) return answer(gateway, 'listOrders', request)
    // Another list is the sweep's, or checks the API key: it contains the orders of every gateway, except those that
    // a payment's own list has to find.
    const shown = gateways.filter(({ cell }) => cell.call !== 'listOrders')
    const lists = await Promise.all(shown.map(async (each) => (await each.sandbox.fetch(request.clone())).json()))
    return Response.json(lists.flat())
  }

  return {
    gateways,
    open,
    fetch: send,
    /** Routes lists to a gateway by the start of their window, which a payment's submission time determines. */
    routeLists(gateway: CellGateway, submittedAt: number): void {
      bySubmission.set(submittedAt - listReachMs, gateway)
    },
    /** Advances the clock of one gateway or of all, and waits for the webhooks that this sends. */
    async advanceTo(now: number, only?: CellGateway): Promise<void> {
      const moved = only === undefined ? gateways : [only]
      await Promise.all(moved.map(({ clock }) => clock.advance(Math.max(0, now - clock.now()))))
      for (const gateway of moved) while (gateway.deliveries.size > 0) await Promise.all(gateway.deliveries)
    },
    async close(): Promise<void> {
      await Promise.all(gateways.map(({ sandbox }) => sandbox.close()))
    },
  }
}

interface ReadBody {
  readonly bytes: Uint8Array
  readonly isWhole: boolean
}

async function readAll(response: Response): Promise<ReadBody> {
  const chunks: Uint8Array[] = []
  let isWhole = true
  try {
    // The chunks before a break are part of the answer.
    for await (const chunk of response.body ?? []) chunks.push(chunk)
  } catch {
    isWhole = false
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)), isWhole }
}

function toStream({ bytes, isWhole }: ReadBody): ReadableStream<Uint8Array> {
  let isSent = bytes.byteLength === 0
  return new ReadableStream({
    pull(controller) {
      if (isSent) return isWhole ? controller.close() : controller.error(new TypeError('terminated'))
      isSent = true
      controller.enqueue(bytes)
    },
  })
}

function recordFetched({ fetchedPaid }: CellGateway, bytes: Uint8Array): void {
  try {
    const { id, status } = v.parse(orderSchema, JSON.parse(new TextDecoder().decode(bytes)))
    if (status === 'completed') fetchedPaid.add(id)
  } catch {
    // A truncated order, or a page.
  }
}
