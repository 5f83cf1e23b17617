import { SCENARIOS, type Sandbox } from '@cardfile/sandbox'
import { Hono } from 'hono'
import * as v from 'valibot'
import { scenarioBodySchema, type Backstage } from '../api/backstage-api.ts'
import { problem } from './shop/problem.ts'
import { sameOrigin } from './shop/same-origin.ts'

export interface SandboxDeskOptions {
  /** Undefined when the shop's gateway is not its own. */
  readonly sandbox: Sandbox | undefined
  readonly publicUrl: string
}

const shownOrders = 20

/** The developer drawer's way to the sandbox, on the shop's own origin. */
export function createSandboxDesk({ sandbox, publicUrl }: SandboxDeskOptions): Hono {
  const desk = new Hono()
  desk.use(sameOrigin(publicUrl))

  desk.get('/', (context) => {
    context.header('cache-control', 'no-store')
    return context.json({ sandbox: sandbox === undefined ? null : look(sandbox) } satisfies Backstage)
  })

  desk.put('/scenario', async (context) => {
    if (sandbox === undefined) {
      return problem(
        404,
        'not_found',
        'This shop uses a gateway of its own choosing, which takes no scenarios from here.',
      )
    }
    const body = v.safeParse(scenarioBodySchema, await context.req.json().catch(() => undefined))
    if (!body.success) return problem(400, 'invalid_request', 'Expected { "scenario": "step-up" }, or null for none.')
    const { scenario: wanted } = body.output
    const scenario = SCENARIOS.find(({ id }) => id === wanted)
    if (wanted !== null && scenario === undefined) {
      return problem(400, 'invalid_request', 'The sandbox has no such scenario. GET /demo/sandbox lists them.')
    }
    // One at a time: whoever presses twice means the second.
    sandbox.scripts.clear()
    if (scenario !== undefined) sandbox.script(scenario.id)
    return context.json({ sandbox: look(sandbox) } satisfies Backstage)
  })
  return desk
}

/** Field by field, so that a vault token never gets this close to a browser. */
function look(sandbox: Sandbox): Backstage['sandbox'] {
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
