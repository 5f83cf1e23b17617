import { Hono } from 'hono'
import { createApi } from '../api/routes.ts'
import { realClock } from '../clock/clock.ts'
import { orderView } from '../control/order-view.ts'
import { createControl } from '../control/routes.ts'
import { revokeCard } from '../control/saved-cards.ts'
import { LIVE_SCRIPT, sendDashboard, sendLiveTables } from '../dashboard/dashboard.ts'
import { createEngine } from '../engine/engine.ts'
import { toLoggedPath, type LoggedRequest } from '../engine/request-log.ts'
import { sendText } from '../hosted-page/layout.ts'
import { payHeadless } from '../hosted-page/pay-headless.ts'
import { createHostedPages } from '../hosted-page/routes.ts'
import { ConnectionReset } from '../http/answer.ts'
import { normalisePath } from '../http/normalise-path.ts'
import { Problem, toErrorBody } from '../http/problem.ts'
import { DEFAULT_SETTINGS } from '../project/settings.ts'
import type { SandboxOptions } from './options.ts'
import type { Sandbox } from './sandbox.ts'

const projectId = '5a9db0c5-5f4e-4a7e-9d5b-0c8d1f2a6e01'
const merchantId = '1f0e5d9a-83c2-4b6f-8e7d-6b5a4c3d2e02'

/** Creates a sandbox in this process: no port and no files. Only webhooks use the network. */
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

  const app = new Hono({ getPath: normalisePath })
  app.route('/v1', createApi(engine))
  app.route('/pay', createHostedPages(engine))
  app.route('/_sandbox', createControl(engine))
  app.get('/', () => sendDashboard(engine))
  app.get('/live', () => sendLiveTables(engine))
  app.get('/live.js', () => sendText(LIVE_SCRIPT, 'text/javascript'))
  app.notFound((c) => c.json(toErrorBody(404, `No route for ${c.req.method} ${c.req.path}.`), 404))
  app.onError((error) => {
    if (error instanceof Problem) {
      return Response.json(toErrorBody(error.status, error.message, error.propertyPath), { status: error.status })
    }
    // Without an answer: the connection was reset, or the caller aborted.
    if (error instanceof ConnectionReset || error.name === 'AbortError') throw error
    return Response.json(toErrorBody(500, error.message), { status: 500 })
  })

  const views = () => Array.from(engine.store.orders(), orderView)
  return {
    async fetch(request) {
      const at = clock.now()
      const startedAt = performance.now()
      const log = (outcome: LoggedRequest['outcome']) => {
        const path = toLoggedPath(request.url)
        if (path === null) return
        engine.requests.add({ at, method: request.method, path, outcome, tookMs: performance.now() - startedAt })
      }
      try {
        const response = await app.fetch(request)
        log(response.status)
        return response
      } catch (error) {
        log(error instanceof ConnectionReset ? 'reset' : 'aborted')
        throw error
      }
    },
    url,
    apiKey,
    orders: {
      list: views,
      get(id) {
        const order = engine.store.order(id)
        return order === undefined ? undefined : orderView(order)
      },
      withReference: (merchantOrderId) => views().filter((order) => order.merchantOrderId === merchantOrderId),
    },
    deliveries: { list: (orderId) => engine.webhooks.list(orderId), resend: (id) => engine.webhooks.resend(id) },
    requests: engine.requests,
    async pay(orderId, payment = {}) {
      const order = await engine.run((work) => payHeadless(work, orderId, payment))
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
      orders: [...engine.store.orders()],
      cards: [...engine.store.cards()],
      deliveries: engine.webhooks.list(),
    }),
    reset: () => engine.reset(),
    async close() {
      engine.close()
    },
  }
}
