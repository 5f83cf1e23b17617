import { Hono } from 'hono'
import { Problem, toErrorBody } from '../http/problem.ts'
import { createApi } from '../api/routes.ts'
import { realClock, type SandboxClock } from '../clock/clock.ts'
import type { Changes, SandboxState } from '../store/store.ts'
import { createControl } from '../control/routes.ts'
import { revokeCard } from '../control/saved-cards.ts'
import { LIVE_SCRIPT, sendDashboard, sendLive } from '../dashboard/dashboard.ts'
import { sendText } from '../hosted-page/layout.ts'
import { payUnattended, type UnattendedPayment } from '../hosted-page/pay-headless.ts'
import { createPages } from '../hosted-page/routes.ts'
import { ConnectionReset } from '../http/answer.ts'
import type { Script, Scripts } from '../scenario/script.ts'
import type { Delivery } from '../store/delivery.ts'
import { createEngine } from '../engine/engine.ts'
import { orderView, type OrderView } from '../control/order-view.ts'
import { createRequestLog, toLoggedPath, type LoggedRequest } from '../engine/request-log.ts'
import { DEFAULT_SETTINGS, type SandboxSettings } from '../project/settings.ts'

/** How a sandbox is set up. Everything has a default. */
export interface SandboxOptions {
  /** Key that calls have to carry. Default `test_sandbox`. */
  readonly apiKey?: string
  /** Origin under which browsers reach the hosted pages. Default `http://sandbox.test`. */
  readonly url?: string
  /**
   * Hosted pages get the address a call came by, when that is this computer: `localhost` and `127.0.0.1` are two origins
   * to a client that compares them. Default false.
   */
  readonly followsLoopback?: boolean
  /** Default: the computer's time. */
  readonly clock?: SandboxClock
  /** Multiplies every delay, lifetime and schedule; 0.05 makes two minutes six seconds. Default 1. */
  readonly timeScale?: number
  /** Source of UUIDs. Default: random ones. */
  readonly newId?: () => string
  /** How webhooks are delivered. Default: `globalThis.fetch`. */
  readonly fetch?: typeof fetch
  /** Orders kept, and saved cards; the oldest are forgotten. Default 20,000. */
  readonly maxOrders?: number
  readonly settings?: Partial<SandboxSettings>
  /** What another sandbox remembered. */
  readonly state?: SandboxState
  /** Called with every change before it is answered; the answer waits for the promise. */
  readonly onChange?: (changes: Changes) => void | Promise<void>
  /** Called when everything is forgotten. */
  readonly onReset?: () => void
}

/** A payment gateway in a variable. */
export interface Sandbox {
  /** API under `/v1`, hosted pages under `/pay/`, control API under `/_sandbox/`, dashboard at `/`. */
  fetch(request: Request): Promise<Response>
  readonly url: string
  readonly apiKey: string
  /** Every order ever created, oldest first, refunds included: what really happened, whatever was answered. */
  readonly orders: {
    list(): OrderView[]
    get(id: string): OrderView | undefined
    /** Orders with the merchant's reference. */
    withReference(merchantOrderId: string): OrderView[]
  }
  readonly deliveries: { list(orderId?: string): Delivery[]; resend(id: string): boolean }
  /** The last calls, newest last. */
  readonly requests: { list(): LoggedRequest[] }
  /** Pays an order as a person on the hosted page would, without a browser. */
  pay(orderId: string, payment?: UnattendedPayment): Promise<OrderView>
  /** Makes a saved card one that the gateway no longer knows. */
  revoke(vaultToken: string): Promise<void>
  /** Scripts a fault: a row of the scenario table by name, or one of your own as data. */
  script(...args: Parameters<Scripts['add']>): Script
  readonly scripts: Pick<Scripts, 'list' | 'remove' | 'clear'>
  readonly settings: SandboxSettings
  /** Turns switches; the others stay. */
  configure(settings: Partial<SandboxSettings>): SandboxSettings
  /** All it remembers, to start another sandbox with. */
  state(): SandboxState
  /** Forgets orders, cards, webhooks and scripts. */
  reset(): void
  /** Stops all timers and lets go of calls that hang. */
  close(): Promise<void>
}

const projectId = '5a9db0c5-5f4e-4a7e-9d5b-0c8d1f2a6e01'
const merchantId = '1f0e5d9a-83c2-4b6f-8e7d-6b5a4c3d2e02'

// Both forms of every path are in use, and one official plugin doubles a slash; a redirect would lose the POST's body.
function normalPath(request: Request): string {
  const start = request.url.indexOf('/', request.url.indexOf('//') + 2)
  const end = request.url.search(/[?#]/)
  const path = start === -1 ? '/' : request.url.slice(start, end === -1 ? undefined : end)
  const single = path.replaceAll(/\/{2,}/g, '/')
  return single.length > 1 && single.endsWith('/') ? single.slice(0, -1) : single
}

/** Starts a sandbox in this process: no port, no files, nothing on the network but the webhooks. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { apiKey = 'test_sandbox', timeScale = 1, clock = realClock } = options
  const url = (options.url ?? 'http://sandbox.test').replace(/\/+$/, '')
  const engine = createEngine({
    apiKey,
    identity: { projectId, merchantId, url },
    followsLoopback: options.followsLoopback ?? false,
    clock,
    timeScale,
    newId: options.newId ?? (() => crypto.randomUUID()),
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
    maxOrders: options.maxOrders ?? 20_000,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    state: options.state,
    onChange: options.onChange ?? (() => {}),
    onReset: options.onReset ?? (() => {}),
  })

  const requests = createRequestLog()
  const app = new Hono({ getPath: normalPath })
  app.route('/v1', createApi(engine))
  app.route('/pay', createPages(engine))
  app.route('/_sandbox', createControl(engine, requests))
  app.get('/', () => sendDashboard(engine, requests))
  app.get('/live', () => sendLive(engine, requests))
  app.get('/live.js', () => sendText(LIVE_SCRIPT, 'text/javascript'))
  app.notFound((c) => c.json(toErrorBody(404, `There is no ${c.req.method} at this address.`), 404))
  app.onError((error) => {
    if (error instanceof Problem) {
      return Response.json(toErrorBody(error.status, error.message, error.propertyPath), { status: error.status })
    }
    // Not answers: the connection is gone, or the caller is.
    if (error instanceof ConnectionReset || error.name === 'AbortError') throw error
    return Response.json(toErrorBody(500, error.message), { status: 500 })
  })

  const views = () => Array.from(engine.ledger.orders(), orderView)
  return {
    async fetch(request) {
      const at = clock.now()
      const startedAt = performance.now()
      const log = (outcome: LoggedRequest['outcome']) => {
        const path = toLoggedPath(request.url)
        if (path === null) return
        requests.add({ at, method: request.method, path, outcome, tookMs: performance.now() - startedAt })
      }
      try {
        const response = await app.fetch(request)
        log(response.status)
        return response
      } catch (error) {
        log(error instanceof ConnectionReset ? 'reset' : 'given up')
        throw error
      }
    },
    url,
    apiKey,
    orders: {
      list: views,
      get(id) {
        const order = engine.ledger.order(id)
        return order === undefined ? undefined : orderView(order)
      },
      withReference: (merchantOrderId) => views().filter((order) => order.merchantOrderId === merchantOrderId),
    },
    deliveries: { list: (orderId) => engine.postOffice.list(orderId), resend: (id) => engine.postOffice.resend(id) },
    requests,
    async pay(orderId, payment = {}) {
      const order = await engine.run((work) => payUnattended(work, orderId, payment))
      return orderView(order)
    },
    revoke: (vaultToken) => engine.run((work) => revokeCard(work, vaultToken)),
    script: (scenario, target) => engine.scripts.add(scenario, target),
    scripts: engine.scripts,
    get settings() {
      return engine.settings
    },
    configure: (settings) => (engine.settings = { ...engine.settings, ...settings }),
    state: () => ({
      orders: [...engine.ledger.orders()],
      cards: [...engine.ledger.cards()],
      deliveries: engine.postOffice.list(),
    }),
    reset: () => engine.reset(),
    async close() {
      engine.close()
    },
  }
}
