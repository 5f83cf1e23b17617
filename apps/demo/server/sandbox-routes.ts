import { SCENARIOS, type Sandbox } from '@cardfile/sandbox'
import { Hono } from 'hono'
import * as v from 'valibot'
import { scenarioBodySchema, type SandboxView } from '../api/sandbox-api.ts'
import { problem } from './shop/problem.ts'
import { sameOrigin } from './shop/same-origin.ts'

export interface SandboxRoutesOptions {
  /** Undefined when the shop uses another gateway. */
  readonly sandbox: Sandbox | undefined
  readonly publicUrl: string
}

const shownOrders = 20

/** The developer drawer's routes to the sandbox, on the shop's own origin. */
export function createSandboxRoutes({ sandbox, publicUrl }: SandboxRoutesOptions): Hono {
  const routes = new Hono()
  routes.use(sameOrigin(publicUrl))

  routes.get('/', (context) => {
    context.header('cache-control', 'no-store')
    return context.json({ sandbox: sandbox === undefined ? null : toSandboxView(sandbox) } satisfies SandboxView)
  })

  routes.put('/scenario', async (context) => {
    if (sandbox === undefined) {
      return problem(
        404,
        'not_found',
        'This shop uses another gateway, which plays no scenarios. Unset COSTPLUS_API_KEY to use the sandbox.',
      )
    }
    const body = v.safeParse(scenarioBodySchema, await context.req.json().catch(() => undefined))
    if (!body.success) return problem(400, 'invalid_request', 'Expected { "scenario": "step-up" }, or null for none.')
    const { scenario: wanted } = body.output
    const scenario = SCENARIOS.find(({ id }) => id === wanted)
    if (wanted !== null && scenario === undefined) {
      return problem(400, 'invalid_request', 'The sandbox has no such scenario. GET /demo/sandbox lists them.')
    }
    // One at a time: the last choice replaces the one before.
    sandbox.scripts.clear()
    if (scenario !== undefined) sandbox.script(scenario.id)
    return context.json({ sandbox: toSandboxView(sandbox) } satisfies SandboxView)
  })
  return routes
}

/** An allow-list: a vault token never reaches the browser. */
function toSandboxView(sandbox: Sandbox): SandboxView['sandbox'] {
  const orders = sandbox.orders.list().slice(-shownOrders).toReversed()
  return {
    url: sandbox.url,
    scenarios: SCENARIOS.map(({ id, group, title, sentence }) => ({ id, group, title, sentence })),
    waiting: sandbox.scripts.list().at(-1)?.scenario ?? null,
    orders: orders.map(({ id, merchantOrderId, status, amount, currency, oneClickType, created }) => ({
      id,
      merchantOrderId,
      status,
      amount,
      currency,
      oneClickType,
      created,
      webhooks: sandbox.deliveries
        .list(id)
        .map((delivery) => ({ id: delivery.id, state: delivery.state, attempts: delivery.attempts.length })),
    })),
  }
}
