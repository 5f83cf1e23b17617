import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { testCardList } from '../card/test-cards.ts'
import type { Engine } from '../engine/engine.ts'
import { payHeadless } from '../hosted-page/pay-headless.ts'
import { parseObject, readBytes } from '../http/body.ts'
import { parseBody } from '../http/parse-body.ts'
import { Problem, toErrorBody } from '../http/problem.ts'
import type { SandboxSettings } from '../project/settings.ts'
import { faultSchema } from '../scenario/fault-schema.ts'
import { OPERATIONS } from '../scenario/fault.ts'
import { amountOfScenario, findScenario, SCENARIOS, type ScenarioId } from '../scenario/scenarios.ts'
import { toWireOrder } from '../wire/wire-order.ts'
import { orderView } from './order-view.ts'
import { requireLocalOrigin } from './require-local-origin.ts'
import { revokeCard, toSavedCardView } from './saved-cards.ts'

const optional = v.exactOptional

const scenarioId = v.custom<ScenarioId>(
  (value) => typeof value === 'string' && findScenario(value) !== undefined,
  'does not exist: GET /_sandbox/scenarios lists them all',
)

const scriptSchema = v.pipe(
  v.object({
    scenario: optional(scenarioId),
    fault: optional(faultSchema),
    on: optional(v.array(v.picklist(OPERATIONS))),
    orderId: optional(v.string()),
    merchantOrderId: optional(v.string()),
    times: optional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('always')])),
    after: optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.check(
    ({ scenario, fault }) => (scenario === undefined) !== (fault === undefined),
    'needs either scenario or fault',
  ),
)

const settingsSchema: v.GenericSchema<unknown, Partial<SandboxSettings>> = v.strictObject({
  appendReturnParameters: optional(v.boolean()),
  transactionWebhooks: optional(v.boolean()),
  hostedRetry: optional(v.boolean()),
  deadToken: optional(v.picklist(['order', 'bad-request'])),
  unauthorizedShape: optional(v.picklist(['modern', 'werkzeug'])),
  tokenPerCard: optional(v.picklist(['same', 'new'])),
  listWithoutTransactions: optional(v.boolean()),
  singleCapture: optional(v.boolean()),
  projectWebhookUrl: optional(v.nullable(v.pipe(v.string(), v.url()))),
})

const paymentSchema = v.object({
  card: optional(v.string()),
  expiry: optional(v.string()),
  cvc: optional(v.string()),
  code: optional(v.string()),
  scenario: optional(scenarioId),
})

interface Input {
  readonly values: Readonly<Record<string, unknown>>
  readonly isForm: boolean
}

/** Reads JSON or a form. The text decides: curl sends JSON with the content type of a form. */
async function readInput(c: Context): Promise<Input> {
  const text = new TextDecoder().decode(await readBytes(c.req.raw))
  const isForm = (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
  if (isForm && !text.trimStart().startsWith('{')) {
    return { values: Object.fromEntries(new URLSearchParams(text)), isForm }
  }
  return { values: parseObject(text), isForm: false }
}

/** Answers a form of the dashboard with a redirect back to it, any other caller with JSON. */
const reply = (c: Context, { isForm }: Input, body: unknown, status: 200 | 201 = 200) =>
  isForm ? c.redirect('/', 303) : Response.json(body, { status })

/** Creates the control API, to mount at `/_sandbox`. It takes no key and answers this computer only. */
export function createControl(engine: Engine): Hono {
  const control = new Hono()
  const { scripts, webhooks, store, requests } = engine
  control.use(requireLocalOrigin(engine))

  const scenarios = SCENARIOS.map((row) => ({ ...row, amount: amountOfScenario(row) }))
  control.get('/', (c) =>
    c.json({
      scenarios: '/_sandbox/scenarios',
      cards: '/_sandbox/cards',
      scripts: '/_sandbox/scripts',
      settings: engine.settings,
    }),
  )
  control.get('/scenarios', (c) => c.json({ scenarios }))
  control.get('/cards', (c) => c.json({ cards: testCardList }))
  control.get('/requests', (c) => c.json({ requests: requests.list() }))

  control.get('/scripts', (c) => c.json({ scripts: scripts.list() }))
  control.post('/scripts', async (c) => {
    const input = await readInput(c)
    const { scenario, fault, times, ...target } = parseBody(scriptSchema, input.values)
    const options = {
      ...target,
      ...(times === undefined ? {} : { times: times === 'always' ? Infinity : times }),
    }
    // The schema requires one of the two.
    return reply(c, input, { script: scripts.add(scenario ?? fault ?? {}, options) }, 201)
  })
  control.delete('/scripts', (c) => {
    scripts.clear()
    return c.json({ scripts: [] })
  })
  control.on(['DELETE', 'POST'], '/scripts/:id', async (c) => {
    const input = await readInput(c)
    if (!scripts.remove(c.req.param('id'))) throw new Problem(404, 'The script does not exist.')
    return reply(c, input, { scripts: scripts.list() })
  })

  const toWire = (c: Context, id: string) => {
    const order = store.order(id)
    if (order === undefined) throw new Problem(404, 'The order does not exist.')
    return toWireOrder(engine.identityFor(c.req.raw), order, { extra: ['amount_details', 'order_line_details'] })
  }
  control.get('/orders', (c) => c.json({ orders: Array.from(store.orders(), orderView) }))
  control.get('/orders/:id', (c) => Response.json({ order: toWire(c, c.req.param('id')) }))
  control.post('/orders/:id/pay', async (c) => {
    const input = await readInput(c)
    const payment = parseBody(paymentSchema, input.values)
    const order = await engine.run((work) => payHeadless(work, c.req.param('id'), payment))
    return reply(c, input, { order: toWire(c, order.id) })
  })

  control.get('/tokens', (c) => c.json({ tokens: Array.from(store.cards(), toSavedCardView) }))
  control.on(['DELETE', 'POST'], '/tokens/:token', async (c) => {
    const input = await readInput(c)
    await engine.run((work) => revokeCard(work, c.req.param('token')))
    return reply(c, input, { tokens: Array.from(store.cards(), toSavedCardView) })
  })

  control.get('/deliveries', (c) => c.json({ deliveries: webhooks.list(c.req.query('order_id')) }))
  control.post('/deliveries/:id', async (c) => {
    const input = await readInput(c)
    if (!webhooks.resend(c.req.param('id'))) throw new Problem(404, 'The webhook does not exist.')
    return reply(c, input, { deliveries: webhooks.list() })
  })

  control.get('/settings', (c) => c.json({ settings: engine.settings }))
  control.patch('/settings', async (c) => {
    const { values } = await readInput(c)
    engine.settings = { ...engine.settings, ...parseBody(settingsSchema, values) }
    return c.json({ settings: engine.settings })
  })
  control.post('/reset', async (c) => {
    const input = await readInput(c)
    engine.reset()
    return reply(c, input, { orders: [] })
  })
  control.all('*', () => Response.json(toErrorBody(404, 'The control API has no such route.'), { status: 404 }))
  return control
}
