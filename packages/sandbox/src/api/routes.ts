import { Hono, type Context } from 'hono'
import { cors } from 'hono/cors'
import type { Work } from '../store/unit-of-work.ts'
import type { Engine } from '../engine/engine.ts'
import type { Answer } from '../http/answer.ts'
import type { Fault, Operation } from '../scenario/fault.ts'
import { scenarioOfAmount } from '../scenario/scenarios.ts'
import { requireKey } from './require-key.ts'
import { readJson, readObject } from '../http/body.ts'
import { answerCall, toScripted, type Call } from './answer-call.ts'
import { cancelOpenOrder, updateOrder } from './update-order.ts'
import { createOrder } from './create-order.ts'
import { createToken } from './create-token.ts'
import { PAYMENT_METHODS } from '../project/payment-methods.ts'
import { listOrders, matchingOrders, ordersInWindow, searchOrders } from './find-orders.ts'
import * as moves from './capture-and-void.ts'
import { createOrderSchema, parseBody } from './order-input.ts'
import { createRefund } from './create-refund.ts'
import { disguiseOf, requireReadable, showOrder } from './show-order.ts'
import { toWireTransaction, type Identity } from '../wire/wire-order.ts'

const target = (c: Context): moves.MoneyTarget => ({
  orderId: c.req.param('id') ?? '',
  transactionId: c.req.param('transactionId') ?? '',
  ifMatch: c.req.header('if-match') ?? null,
})

/** The API of the gateway, to be mounted at `/v1`. */
export function createApi(engine: Engine): Hono {
  const api = new Hono()
  const answer = (c: Context, call: Omit<Call, 'request'>) => answerCall(engine, { ...call, request: c.req.raw })

  /** A call about one order; scripts find it by the order's id or reference. */
  const aboutOrder = (
    c: Context,
    operation: Operation,
    perform: (work: Work, about: { readonly id: string; readonly fault: Fault; readonly identity: Identity }) => Answer,
  ) => {
    const id = c.req.param('id') ?? ''
    const order = engine.ledger.order(id.toLowerCase())
    const orders = order === undefined ? [] : [toScripted(order)]
    const identity = engine.identityFor(c.req.raw)
    return answer(c, { operation, orders, perform: (work, fault) => perform(work, { id, fault, identity }) })
  }

  // Meant for the payer's browser, authorised by the setup token alone: the one route before the key is asked for.
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
    const orders = ordersInWindow(engine, query)
    return answer(c, {
      operation: 'listOrders',
      orders: orders.map(toScripted),
      perform: (_, fault) => listOrders(engine, engine.identityFor(c.req.raw), orders, fault),
    })
  })

  api.post('/search/orders', async (c) => {
    const orders = matchingOrders(engine, await readObject(c.req.raw))
    return answer(c, {
      operation: 'searchOrders',
      orders: orders.map(toScripted),
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
      showOrder(engine, identity, cancelOpenOrder(work, id), fault),
    ),
  )

  api.post('/orders/:id/refunds', async (c) => {
    const body = await readJson(c.req.raw)
    return aboutOrder(c, 'createRefund', (work, { id, fault, identity }) =>
      showOrder(engine, identity, createRefund(work, id, body), fault),
    )
  })

  // The SDKs read a transaction here and an order from the partial moves; clients of neither read the body at all.
  api.post('/orders/:id/transactions/:transactionId/captures', (c) =>
    aboutOrder(c, 'captureAll', (work, { fault, identity }) => {
      const { order, transaction } = moves.captureAll(work, target(c))
      return { status: 200, body: toWireTransaction(identity, order, transaction, disguiseOf(order, fault)) }
    }),
  )

  const partialMoves = [
    ['captures/amount', 'captureByAmount', moves.captureByAmount],
    ['captures/orderlines', 'captureByOrderLine', moves.captureByOrderLine],
    ['voids/amount', 'voidByAmount', moves.voidByAmount],
    ['voids/orderlines', 'voidByOrderLine', moves.voidByOrderLine],
  ] as const
  for (const [path, operation, move] of partialMoves) {
    api.post(`/orders/:id/transactions/:transactionId/${path}`, async (c) => {
      const body = await readObject(c.req.raw)
      return aboutOrder(c, operation, (work, { fault, identity }) =>
        showOrder(engine, identity, move(work, target(c), body), fault),
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
