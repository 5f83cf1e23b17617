import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { parseObject, readBytes } from '../http/body.ts'
import { parseBody } from '../api/order-input.ts'
import { Problem, toErrorBody } from '../http/problem.ts'
import { toWireOrder } from '../wire/wire-order.ts'
import { testCardList } from '../card/test-cards.ts'
import { payUnattended } from '../hosted-page/pay-headless.ts'
import type { Engine } from '../engine/engine.ts'
import type { RequestLog } from '../engine/request-log.ts'
import { orderView } from './order-view.ts'
import type { SandboxSettings } from '../project/settings.ts'
import { OPERATIONS } from '../scenario/fault.ts'
import { faultSchema } from '../scenario/fault-schema.ts'
import { amountOfScenario, findScenario, SCENARIOS, type ScenarioId } from '../scenario/scenarios.ts'
import { guardOrigin } from './require-local-origin.ts'
import { revokeCard, toCardView } from './saved-cards.ts'

const optional = v.exactOptional

const scenarioId = v.custom<ScenarioId>(
  (value) => typeof value === 'string' && findScenario(value) !== undefined,
  'names no scenario: GET /_sandbox/scenarios lists them',
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

/** Reads JSON, or the form of a page without scripts. The text decides: curl calls whatever it sends a form. */
async function readInput(c: Context): Promise<Input> {
  const text = new TextDecoder().decode(await readBytes(c.req.raw))
  const isForm = (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
  if (isForm && !text.trimStart().startsWith('{')) {
    return { values: Object.fromEntries(new URLSearchParams(text)), isForm }
  }
  return { values: parseObject(text), isForm: false }
}

/** A page without scripts posts forms and wants to be led back; everybody else gets JSON. */
const done = (c: Context, { isForm }: Input, body: unknown, status: 200 | 201 = 200) =>
  isForm ? c.redirect('/', 303) : Response.json(body, { status })

/** The control API, to be mounted at `/_sandbox`. It takes no key: whoever reaches it is on this computer. */
export function createControl(engine: Engine, requests: RequestLog): Hono {
  const control = new Hono()
  const { scripts, postOffice, ledger } = engine
  control.use(guardOrigin(engine))

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
    // The schema has seen to it that one of the two is there.
    return done(c, input, { script: scripts.add(scenario ?? fault ?? {}, options) }, 201)
  })
  control.delete('/scripts', (c) => {
    scripts.clear()
    return c.json({ scripts: [] })
  })
  control.on(['DELETE', 'POST'], '/scripts/:id', async (c) => {
    const input = await readInput(c)
    if (!scripts.remove(c.req.param('id'))) throw new Problem(404, 'There is no such script.')
    return done(c, input, { scripts: scripts.list() })
  })

  const wire = (c: Context, id: string) => {
    const order = ledger.order(id)
    if (order === undefined) throw new Problem(404, 'The order does not exist.')
    return toWireOrder(engine.identityFor(c.req.raw), order, { extra: ['amount_details', 'order_line_details'] })
  }
  control.get('/orders', (c) => c.json({ orders: Array.from(ledger.orders(), orderView) }))
  control.get('/orders/:id', (c) => Response.json({ order: wire(c, c.req.param('id')) }))
  control.post('/orders/:id/pay', async (c) => {
    const input = await readInput(c)
    const payment = parseBody(paymentSchema, input.values)
    const order = await engine.run((work) => payUnattended(work, c.req.param('id'), payment))
    return done(c, input, { order: wire(c, order.id) })
  })

  control.get('/tokens', (c) => c.json({ tokens: Array.from(ledger.cards(), toCardView) }))
  control.on(['DELETE', 'POST'], '/tokens/:token', async (c) => {
    const input = await readInput(c)
    await engine.run((work) => revokeCard(work, c.req.param('token')))
    return done(c, input, { tokens: Array.from(ledger.cards(), toCardView) })
  })

  control.get('/deliveries', (c) => c.json({ deliveries: postOffice.list(c.req.query('order_id')) }))
  control.post('/deliveries/:id', async (c) => {
    const input = await readInput(c)
    if (!postOffice.resend(c.req.param('id'))) throw new Problem(404, 'There is no such webhook.')
    return done(c, input, { deliveries: postOffice.list() })
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
    return done(c, input, { orders: [] })
  })
  control.all('*', () => Response.json(toErrorBody(404, 'There is nothing at this address.'), { status: 404 }))
  return control
}
