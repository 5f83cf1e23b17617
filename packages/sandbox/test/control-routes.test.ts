import { describe, expect, it } from 'vitest'
import { testCardList } from '../src/card/test-cards.ts'
import { createControl } from '../src/control/routes.ts'
import { DEFAULT_SETTINGS } from '../src/project/settings.ts'
import { SCENARIOS } from '../src/scenario/scenarios.ts'
import { openGateway } from './support/gateway.ts'
import { documentedRoutes, fillPath } from './support/readme.ts'
import { routesOf, toRoute } from './support/routes.ts'

type Gateway = ReturnType<typeof openGateway>
/** Calls the documented route, with JSON or a form, and fails unless it succeeds. */
type CallRoute = (
  params?: Readonly<Record<string, string>>,
  body?: unknown,
  query?: string,
) => Promise<Readonly<Record<string, unknown>>>

const form = new URLSearchParams()

/** Does what the README says of each route. */
const EXAMPLES: Readonly<Record<string, (call: CallRoute, gateway: Gateway) => Promise<void>>> = {
  async 'GET /_sandbox'(call) {
    expect(await call()).toMatchObject({ scenarios: '/_sandbox/scenarios', settings: DEFAULT_SETTINGS })
  },
  async 'GET /_sandbox/scenarios'(call) {
    const { scenarios } = await call()
    expect(scenarios).toHaveLength(SCENARIOS.length)
    expect(scenarios).toContainEqual(expect.objectContaining({ id: 'decline-51', amount: 666051 }))
  },
  async 'GET /_sandbox/cards'(call) {
    expect((await call()).cards).toEqual(testCardList)
  },
  async 'GET /_sandbox/requests'(call, { create }) {
    for (let count = 0; count < 201; count += 1) await create()
    expect((await call()).requests).toHaveLength(200)
  },
  async 'GET /_sandbox/scripts'(call, { sandbox }) {
    const script = sandbox.script('decline-51')
    expect((await call()).scripts).toEqual([script])
  },
  async 'POST /_sandbox/scripts'(call, { sandbox }) {
    await call({}, { scenario: 'decline-51' })
    const fault = { answer: { kind: 'hang' } }
    await call({}, { fault, on: ['getOrder'], orderId: 'id', merchantOrderId: 'A-1', times: 'always', after: 1 })
    expect(sandbox.scripts.list()).toMatchObject([
      { scenario: 'decline-51', on: ['createOrder'], remaining: 1 },
      { fault, on: ['getOrder'], orderId: 'id', merchantOrderId: 'A-1', remaining: null, skips: 1 },
    ])
  },
  async 'DELETE /_sandbox/scripts'(call, { sandbox }) {
    sandbox.script('decline-51')
    sandbox.script('step-up')
    await call()
    expect(sandbox.scripts.list()).toEqual([])
  },
  async 'DELETE /_sandbox/scripts/{id}'(call, { sandbox }) {
    const { id } = sandbox.script('decline-51')
    const kept = sandbox.script('step-up')
    await call({ id })
    expect(sandbox.scripts.list()).toEqual([kept])
  },
  async 'POST /_sandbox/scripts/{id}'(call, { sandbox }) {
    const { id } = sandbox.script('decline-51')
    await call({ id }, form)
    expect(sandbox.scripts.list()).toEqual([])
  },
  async 'GET /_sandbox/orders'(call, { create, sandbox }) {
    sandbox.script('wrong-amount')
    const { id } = await create()
    expect((await call()).orders).toMatchObject([{ id, amount: 1295 }])
  },
  async 'GET /_sandbox/orders/{id}'(call, { create, sandbox }) {
    sandbox.script('wrong-amount')
    const { id } = await create()
    expect((await call({ id })).order).toMatchObject({ id, amount: 1295 })
  },
  async 'POST /_sandbox/orders/{id}/pay'(call, { create, sandbox }) {
    const { id } = await create()
    await call({ id }, { card: 'visa-0015', expiry: '12/34', cvc: '123', scenario: 'wrong-mode' })
    expect(sandbox.orders.get(id)?.status).toBe('processing')
    await call({ id }, { code: '0101' })
    expect(sandbox.orders.get(id)).toMatchObject({ status: 'completed', charged: 1295 })
  },
  async 'GET /_sandbox/tokens'(call, { saveCard }) {
    const { token } = await saveCard()
    expect((await call()).tokens).toMatchObject([{ token, lastFour: '1111', isValid: true }])
  },
  async 'DELETE /_sandbox/tokens/{token}'(call, { saveCard, oneClick }) {
    const { token } = await saveCard()
    await call({ token })
    expect((await oneClick(token)).status).toBe('error')
  },
  async 'POST /_sandbox/tokens/{token}'(call, { saveCard, oneClick }) {
    const { token } = await saveCard()
    await call({ token }, form)
    expect((await oneClick(token)).status).toBe('error')
  },
  async 'GET /_sandbox/deliveries'(call, { saveCard, oneClick }) {
    const { token } = await saveCard()
    const hook = { webhook_url: 'https://shop.example/hook' }
    const { id } = await oneClick(token, {}, hook)
    await oneClick(token, {}, hook)
    expect((await call()).deliveries).toHaveLength(4)
    expect((await call({}, undefined, `?order_id=${id}`)).deliveries).toMatchObject([{ orderId: id }, { orderId: id }])
  },
  async 'POST /_sandbox/deliveries/{id}'(call, { saveCard, oneClick, clock, received, sandbox }) {
    const { token } = await saveCard()
    await oneClick(token, {}, { webhook_url: 'https://shop.example/hook' })
    await clock.advance(0)
    const [delivery] = sandbox.deliveries.list()
    await call({ id: delivery?.id ?? '' })
    await clock.advance(0)
    expect(received.map(({ body }) => body)).toEqual([expect.anything(), expect.anything(), delivery?.body])
  },
  async 'GET /_sandbox/settings'(call) {
    expect((await call()).settings).toEqual(DEFAULT_SETTINGS)
  },
  async 'PATCH /_sandbox/settings'(call, { sandbox }) {
    await call({}, { singleCapture: true })
    expect(sandbox.settings).toEqual({ ...DEFAULT_SETTINGS, singleCapture: true })
  },
  async 'POST /_sandbox/reset'(call, { saveCard, oneClick, sandbox }) {
    const { token } = await saveCard()
    await oneClick(token, {}, { webhook_url: 'https://shop.example/hook' })
    sandbox.script('decline-51')
    sandbox.configure({ singleCapture: true })
    await call({}, form)
    expect(sandbox.state()).toEqual({ orders: [], cards: [], deliveries: [] })
    expect([sandbox.scripts.list(), sandbox.settings]).toEqual([[], DEFAULT_SETTINGS])
  },
}

const documented = documentedRoutes('Control API').map(({ method, path, cells }) => ({
  route: `${method} ${path}`,
  method,
  path,
  does: cells.at(-1) ?? '',
}))

describe('the control API in the README', () => {
  it('documents every route and no other', () => {
    const routes = documented.map(({ method, path }) => toRoute(method, path))
    expect(routes.toSorted()).toEqual(routesOf('/_sandbox', createControl).toSorted())
  })

  it.each(documented)('$route works: $does', async ({ route, method, path }) => {
    const gateway = openGateway()
    const example = EXAMPLES[route]
    if (example === undefined) throw new Error(`Add an example of ${route} to this test.`)
    await example(async (params = {}, body, query = '') => {
      const url = `http://sandbox.test${fillPath(path, params)}${query}`
      const init = body === undefined ? {} : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }
      const response = await gateway.sandbox.fetch(new Request(url, { method, ...init }))
      if (body instanceof URLSearchParams) {
        expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
        return {}
      }
      expect([200, 201]).toContain(response.status)
      return response.json()
    }, gateway)
  })
})
