import { Hono, type Context } from 'hono'
import { cors } from 'hono/cors'
import type { Engine } from '../engine/engine.ts'
import type { Answer } from '../http/answer.ts'
import { readJson, readObject } from '../http/body.ts'
import { parseBody } from '../http/parse-body.ts'
import type { Identity } from '../project/identity.ts'
import { PAYMENT_METHODS } from '../project/payment-methods.ts'
import type { Fault, Operation } from '../scenario/fault.ts'
import { scenarioOfAmount } from '../scenario/scenarios.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { toWireTransaction } from '../wire/wire-transaction.ts'
import { answerCall, toOrderRef, type Call } from './answer-call.ts'
import { cancelOrder } from './cancel-order.ts'
import * as authorisation from './capture-and-void.ts'
import { createOrder } from './create-order.ts'
import { createRefund } from './create-refund.ts'
import { createToken } from './create-token.ts'
import { findMatchingOrders, findOrdersInWindow, listOrders, searchOrders } from './find-orders.ts'
import { createOrderSchema } from './order-input.ts'
import { requireKey } from './require-key.ts'
import { requireReadable, shownFields, showOrder } from './show-order.ts'
import { updateOrder } from './update-order.ts'

const target = (c: Context): authorisation.AuthorisationTarget => ({
  orderId: c.req.param('id') ?? '',
  transactionId: c.req.param('transactionId') ?? '',
  ifMatch: c.req.header('if-match') ?? null,
})

/** Creates the API of the gateway, to mount at `/v1`. */
export function createApi(engine: Engine): Hono {
  const api = new Hono()
  const answer = (c: Context, call: Omit<Call, 'request'>) => answerCall(engine, { ...call, request: c.req.raw })

  /** Answers a call about one order, which scripts match by the order's id or reference. */
  const aboutOrder = (
    c: Context,
    operation: Operation,
    perform: (
      work: UnitOfWork,
      about: { readonly id: string; readonly fault: Fault; readonly identity: Identity },
    ) => Answer,
  ) => {
    const id = c.req.param('id') ?? ''
    const order = engine.store.order(id.toLowerCase())
    const orders = order === undefined ? [] : [toOrderRef(order)]
    const identity = engine.identityFor(c.req.raw)
    return answer(c, { operation, orders, perform: (work, fault) => perform(work, { id, fault, identity }) })
  }

  // Before requireKey: the payer's browser calls this route, authorised by the setup token alone.
  api.use('/tokens', cors())
  api.post('/tokens', async (c) => {
    const body = await readJson(c.req.raw)
    return answer(c, {
      operation: 'createToken',
      orders: [],
      perform: (work) => ({ status: 200, body: { vault_token: createToken(work, body) } }),
    })
  })

  api.use(requireKey(engine))

  api.post('/orders', async (c) => {
    const input = parseBody(createOrderSchema, await readObject(c.req.raw))
    const scenario = scenarioOfAmount(input.amount)
    const isForCreation = scenario?.on === undefined
    let createdId: string | undefined
    const identity = engine.identityFor(c.req.raw)
    const response = await answer(c, {
      operation: 'createOrder',
      orders: [{ id: '', merchantOrderId: input.merchant_order_id ?? null }],
      fault: isForCreation ? scenario?.fault : undefined,
      perform(work, fault) {
        const order = createOrder(work, input, fault)
        createdId = order.id
        return showOrder(engine, identity, order, fault, { status: 201 })
      },
    })
    if (scenario !== undefined && !isForCreation && createdId !== undefined) {
      engine.scripts.add(
        { ...scenario.fault },
        { on: scenario.on ?? [], times: scenario.times ?? 1, orderId: createdId },
      )
    }
    return response
  })

  api.get('/orders', (c) => {
    const query = new URL(c.req.url).searchParams
    const orders = findOrdersInWindow(engine, query)
    return answer(c, {
      operation: 'listOrders',
      orders: orders.map(toOrderRef),
      perform: (_, fault) => listOrders(engine, engine.identityFor(c.req.raw), orders, fault),
    })
  })

  api.post('/search/orders', async (c) => {
    const orders = findMatchingOrders(engine, await readObject(c.req.raw))
    return answer(c, {
      operation: 'searchOrders',
      orders: orders.map(toOrderRef),
      perform: (_, fault) => searchOrders(engine, engine.identityFor(c.req.raw), orders, fault),
    })
  })

  api.get('/orders/:id', (c) =>
    aboutOrder(c, 'getOrder', (_, { id, fault, identity }) => {
      const extra = c.req.queries('fields[]') ?? []
      return showOrder(engine, identity, requireReadable(engine, id), fault, { extra })
    }),
  )

  api.put('/orders/:id', async (c) => {
    const body = await readObject(c.req.raw)
    return aboutOrder(c, 'updateOrder', (work, { id, fault, identity }) =>
      showOrder(engine, identity, updateOrder(work, id, body), fault),
    )
  })

  api.delete('/orders/:id', (c) =>
    aboutOrder(c, 'cancelOrder', (work, { id, fault, identity }) =>
      showOrder(engine, identity, cancelOrder(work, id), fault),
    ),
  )

  api.post('/orders/:id/refunds', async (c) => {
    const body = await readJson(c.req.raw)
    return aboutOrder(c, 'createRefund', (work, { id, fault, identity }) =>
      showOrder(engine, identity, createRefund(work, id, body), fault),
    )
  })

  // The SDKs read a transaction here, and an order from partial captures and voids.
  api.post('/orders/:id/transactions/:transactionId/captures', (c) =>
    aboutOrder(c, 'captureAll', (work, { fault, identity }) => {
      const { order, transaction } = authorisation.captureAll(work, target(c))
      return { status: 200, body: toWireTransaction(identity, order, transaction, shownFields(order, fault)) }
    }),
  )

  const partialRoutes = [
    ['captures/amount', 'captureByAmount', authorisation.captureByAmount],
    ['captures/orderlines', 'captureByOrderLine', authorisation.captureByOrderLine],
    ['voids/amount', 'voidByAmount', authorisation.voidByAmount],
    ['voids/orderlines', 'voidByOrderLine', authorisation.voidByOrderLine],
  ] as const
  for (const [path, operation, change] of partialRoutes) {
    api.post(`/orders/:id/transactions/:transactionId/${path}`, async (c) => {
      const body = await readObject(c.req.raw)
      return aboutOrder(c, operation, (work, { fault, identity }) =>
        showOrder(engine, identity, change(work, target(c), body), fault),
      )
    })
  }

  api.get('/merchants/self/projects/self/currencies', (c) => {
    const methods = Object.entries(PAYMENT_METHODS).map(([name, { currencies }]) => [name, { currencies }])
    return answer(c, {
      operation: 'listCurrencies',
      orders: [],
      perform: () => ({ status: 200, body: { payment_methods: Object.fromEntries(methods) } }),
    })
  })

  return api
}
