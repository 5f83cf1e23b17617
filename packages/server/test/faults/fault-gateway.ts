import { createSandbox, createSteppedClock, type Sandbox, type SandboxOptions } from '@cardfile/sandbox'
import * as v from 'valibot'
import { type Cell, faultAt, type GatewayCall } from './fault-cells.ts'

/** A cell's own gateway, whose time is moved by hand, and what it saw. */
export interface CellGateway {
  readonly cell: Cell
  readonly checkoutId: string
  readonly sandbox: Sandbox
  readonly clock: ReturnType<typeof createSteppedClock>
  /** Webhooks that are being taken: a gateway that waits for one is not waiting for its own time. */
  readonly deliveries: ReadonlySet<Promise<unknown>>
  /** How many calls of each kind there were. */
  readonly calls: Map<GatewayCall, number>
  /** How often the cell's fault was played. */
  struck: number
  /** References of the order POSTs, each as often as it was sent. */
  readonly posts: string[]
  /** Orders that a GET has shown as completed. */
  readonly shownPaid: Set<string>
}

/** Total deadlines of the calls, said again: with them a gateway that hangs is given up in its own time, not in ours. */
const DEADLINES: Readonly<Record<GatewayCall, number>> = {
  createOrder: 20_000,
  getOrder: 5_000,
  cancelOrder: 5_000,
  listOrders: 10_000,
}
/** How far a list for one payment reaches back before it was sent, said again. */
const listReachMs = 300_000
const stepMs = 1_000

const creationSchema = v.object({ merchant_order_id: v.string(), extra: v.record(v.string(), v.unknown()) })
const orderSchema = v.object({ id: v.string(), status: v.string() })

/** Many gateways behind one `fetch`: each checkout has its own, so that no fault strikes another cell. */
export function createFaultGateways(options: Pick<SandboxOptions, 'apiKey' | 'url' | 'fetch' | 'state'>) {
  const gateways: CellGateway[] = []
  const bySubmission = new Map<number, CellGateway>()

  function open(cell: Cell, checkoutId: string, now: number): CellGateway {
    const clock = createSteppedClock(new Date(now).toISOString())
    const number = gateways.length.toString(16).padStart(8, '0')
    const deliveries = new Set<Promise<unknown>>()
    const sandbox = createSandbox({
      ...options,
      clock,
      // An order's id says whose it is, also of orders that were never written.
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
      struck: 0,
      posts: [],
      shownPaid: new Set(),
    }
    gateways.push(gateway)
    return gateway
  }

  async function ask(gateway: CellGateway, call: GatewayCall, request: Request): Promise<Response> {
    const n = (gateway.calls.get(call) ?? 0) + 1
    gateway.calls.set(call, n)
    const fault = faultAt(gateway.cell, call, n)
    if (fault !== undefined) {
      gateway.sandbox.script(fault, { on: call })
      if (call === gateway.cell.call) gateway.struck += 1
    }
    const answer = await inItsOwnTime(gateway, DEADLINES[call], async (signal) => {
      const response = await gateway.sandbox.fetch(new Request(request, { signal }))
      return { response, body: await readAll(response) }
    })
    const { response, body } = answer
    if (call === 'getOrder' && response.ok && body.isWhole) note(gateway, body.bytes)
    return new Response(toStream(body), { status: response.status, headers: response.headers })
  }

  /** Runs a call while its gateway's time goes by, and gives it up at its deadline. */
  async function inItsOwnTime<T>(
    gateway: CellGateway,
    deadlineMs: number,
    run: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const giving = new AbortController()
    const progress = { isDone: false }
    const running = run(giving.signal).finally(() => (progress.isDone = true))
    running.catch(() => {})
    for (let passed = 0; ; passed += stepMs) {
      for (let turn = 0; turn < 3 && !progress.isDone; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      while (!progress.isDone && gateway.deliveries.size > 0) {
        await Promise.race([running.catch(() => {}), ...gateway.deliveries])
      }
      if (progress.isDone) return running
      if (passed >= deadlineMs) {
        giving.abort()
        throw new TypeError('fetch failed', { cause: new Error('given up') })
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
      if (gateway === undefined) throw new Error('An order was sent for a checkout that is not in the matrix.')
      gateway.posts.push(ref)
      return ask(gateway, 'createOrder', request)
    }
    const orderId = /^\/v1\/orders\/(?<id>[^/]+)\/$/.exec(pathname)?.groups?.['id']
    if (orderId !== undefined)
      return ask(gatewayOf(orderId), request.method === 'DELETE' ? 'cancelOrder' : 'getOrder', request)
    const gateway = bySubmission.get(Date.parse(searchParams.get('created_since') ?? ''))
    if (gateway !== undefined) return ask(gateway, 'listOrders', request)
    // The hourly comparison, and the question whether the key is taken: one list of everything.
    // What a payment's own lists are to find is left to them.
    const shown = gateways.filter(({ cell }) => cell.call !== 'listOrders')
    const lists = await Promise.all(shown.map(async (each) => (await each.sandbox.fetch(request.clone())).json()))
    return Response.json(lists.flat())
  }

  return {
    gateways,
    open,
    fetch: send,
    /** Tells which payment a list that starts five minutes before this moment is for. */
    expectListsOf(gateway: CellGateway, submittedAt: number): void {
      bySubmission.set(submittedAt - listReachMs, gateway)
    },
    /** Moves time up to now, of one gateway or of all, and waits for the webhooks that this sends. */
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
    // Chunk by chunk: what came before the break is part of the answer.
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

function note({ shownPaid }: CellGateway, bytes: Uint8Array): void {
  try {
    const { id, status } = v.parse(orderSchema, JSON.parse(new TextDecoder().decode(bytes)))
    if (status === 'completed') shownPaid.add(id)
  } catch {
    // Half an order, or a page: it shows nothing.
  }
}
