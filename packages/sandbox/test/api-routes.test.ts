import { describe, expect, it } from 'vitest'
import { createApi } from '../src/api/routes.ts'
import type { Operation } from '../src/scenario/fault.ts'
import { openGateway, type Reply } from './support/gateway.ts'
import { describedOperations } from './support/open-api.ts'
import { documentedRoutes, fillPath } from './support/readme.ts'
import { routesOf, toRoute } from './support/routes.ts'

type Gateway = ReturnType<typeof openGateway>
/** Calls the documented route and fails unless its answer is as `openapi.yaml` describes it. */
type CallRoute = (params?: Readonly<Record<string, string>>, body?: unknown, query?: string) => Promise<Reply>

async function authorise({ create, sandbox, readOrder }: Gateway) {
  const line = { name: 'Coffee', quantity: 2, amount: 500, merchant_order_line_id: 'coffee' }
  const { id } = await create({ capture_mode: 'manual', order_lines: [line] })
  await sandbox.pay(id)
  const [transaction] = (await readOrder(id)).transactions
  const details = async () => (await readOrder(id)).amount_details
  return { params: { order_id: id, transaction_id: transaction.id }, details }
}

const ofLine = { order_line: { merchant_order_line_id: 'coffee', quantity: 1 } }

/** Does what the README says of each operation. */
const EXAMPLES: Readonly<Record<Operation, (call: CallRoute, gateway: Gateway) => Promise<void>>> = {
  async createOrder(call) {
    const { status, body } = await call({}, { currency: 'EUR', amount: 1295 })
    expect([status, body.status]).toEqual([201, 'new'])
  },
  async listOrders(call, { create }) {
    const { id, created } = await create()
    const query = new URLSearchParams({ created_since: String(created), created_until: String(created) })
    expect((await call({}, undefined, `?${query}`)).body).toMatchObject([{ id }])
  },
  async getOrder(call, { create }) {
    const { id } = await create()
    expect((await call({ order_id: id })).body.id).toBe(id)
  },
  async updateOrder(call, { create }) {
    const { id } = await create()
    expect((await call({ order_id: id }, { description: 'Updated' })).body.description).toBe('Updated')
  },
  async cancelOrder(call, { create, sandbox }) {
    const { id } = await create()
    expect((await call({ order_id: id })).body.status).toBe('cancelled')
    await expect(sandbox.pay(id)).rejects.toThrow('not waiting for a card')
  },
  async searchOrders(call, { create }) {
    const { id } = await create({ merchant_order_id: 'A-1' })
    await create({ merchant_order_id: 'A-2' })
    expect((await call({}, { merchant_order_id: 'A-1' })).body).toMatchObject({ hits: 1, orders: [{ id }] })
  },
  async createRefund(call, { create, sandbox }) {
    const { id } = await create()
    await sandbox.pay(id)
    const { body } = await call({ order_id: id }, { amount: 500 })
    expect(body).toMatchObject({ amount: 500, refund_of_order_id: id, flags: ['is-test', 'is-refund'] })
    expect(sandbox.orders.get(id)).toMatchObject({ charged: 795, refunded: 500 })
    await call({ order_id: id })
    expect(sandbox.orders.get(id)).toMatchObject({ charged: 0, refunded: 1295 })
  },
  async captureAll(call, gateway) {
    const { params, details } = await authorise(gateway)
    await call(params)
    expect(await details()).toMatchObject({ captured: 1295, capturable: 0 })
  },
  async captureByAmount(call, gateway) {
    const { params, details } = await authorise(gateway)
    await call(params, { amount: 500 })
    expect(await details()).toMatchObject({ captured: 500, capturable: 795 })
  },
  async captureByOrderLine(call, gateway) {
    const { params, details } = await authorise(gateway)
    await call(params, ofLine)
    expect(await details()).toMatchObject({ captured: 500, capturable: 795 })
  },
  async voidByAmount(call, gateway) {
    const { params, details } = await authorise(gateway)
    await call(params, { amount: 500 })
    expect(await details()).toMatchObject({ voided: 500, voidable: 795 })
  },
  async voidByOrderLine(call, gateway) {
    const { params, details } = await authorise(gateway)
    await call(params, ofLine)
    expect(await details()).toMatchObject({ voided: 500, voidable: 795 })
  },
  async createToken(call, { create, oneClick }) {
    const order = await create({}, { payment_method_details: { setup_token: true } })
    const { setup_token: setupToken } = order.transactions[0].payment_method_details
    const { body } = await call({}, { pan: '4111111111111111', expiry_date: '1234', setup_token: setupToken })
    expect((await oneClick(String(body.vault_token))).status).toBe('completed')
  },
  async listCurrencies(call) {
    expect((await call()).body).toHaveProperty('payment_methods.credit-card.currencies')
  },
}

const documented = documentedRoutes('API').map(({ method, path, cells: [operation = '', does = ''] }) => ({
  route: `${method} ${path}`,
  method,
  path,
  operation,
  does,
}))

describe('the API in the README', () => {
  it('documents every route and no other', () => {
    const routes = documented.map(({ method, path }) => toRoute(method, path))
    expect(routes.toSorted()).toEqual(routesOf('/v1', createApi).toSorted())
  })

  it('names and describes every operation as openapi.yaml does', () => {
    const rows = documented.map(({ method, path, operation, does }) => ({ method, path, operation, summary: does }))
    expect(rows).toEqual(describedOperations.map(({ path, ...row }) => ({ ...row, path: `/v1${path}` })))
  })

  it.each(documented)('$route works: $does', async ({ method, path, operation }) => {
    const gateway = openGateway()
    const example = Object.entries(EXAMPLES).find(([name]) => name === operation)?.[1]
    if (example === undefined) throw new Error(`The README names an operation without an example: ${operation}`)
    await example(async (params = {}, body, query = '') => {
      const reply = await gateway.call(method, `${fillPath(path, params)}${query}`, body)
      expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300)
      return reply
    }, gateway)
  })
})
