import { parseTimestamp } from '../clock/timestamp.ts'
import type { Engine } from '../engine/engine.ts'
import type { Answer } from '../http/answer.ts'
import { Problem } from '../http/problem.ts'
import type { Identity } from '../project/identity.ts'
import type { Fault } from '../scenario/fault.ts'
import { merchantOrderIdOf, type Order } from '../store/order.ts'
import { toWireOrder } from '../wire/wire-order.ts'
import { dateHeader, shownFields } from './show-order.ts'

function isListed(engine: Engine, order: Order): boolean {
  const lagMs = (order.fault.listLagMs ?? 0) * engine.timeScale
  return lagMs === 0 || engine.clock.now() >= order.created / 1000 + lagMs
}

function requireBound(query: URLSearchParams, name: string): number {
  const text = query.get(name)
  if (text === null || text === '') throw new Problem(400, `${name} is required`, name)
  const moment = parseTimestamp(text)
  if (moment === undefined) throw new Problem(400, `${name} must be an ISO 8601 date and time`, name)
  return moment
}

/** Finds the orders created in a window. Both bounds are required and inclusive (Cost+ API reference, List orders). */
export function findOrdersInWindow(engine: Engine, query: URLSearchParams): Order[] {
  const since = requireBound(query, 'created_since')
  const until = requireBound(query, 'created_until')
  const found: Order[] = []
  for (const order of engine.store.orders()) {
    const created = order.created + (order.fault.shows?.clockSkewMs ?? 0) * 1000
    if (created >= since && created <= until) found.push(order)
  }
  return found
}

function toListed(engine: Engine, identity: Identity, order: Order, fault: Fault) {
  const isBare = engine.settings.listWithoutTransactions || fault.list?.withoutTransactions === true
  const shows = { ...shownFields(order, fault), ...(isBare && { withoutTransactions: true }) }
  const status = engine.nextShownStatus(order, false)
  return toWireOrder(identity, order, { shows, ...(status === undefined ? {} : { status }) })
}

/** Answers a list: a bare array of all orders, oldest first. There is no paging. */
export function listOrders(engine: Engine, identity: Identity, orders: readonly Order[], fault: Fault): Answer {
  const { limit, reversed, repeated } = fault.list ?? {}
  let listed = orders.filter((order) => isListed(engine, order))
  if (limit !== undefined) listed = listed.slice(0, limit)
  if (reversed === true) listed = listed.toReversed()
  if (repeated === true) listed = listed.flatMap((order) => [order, order])
  return {
    status: 200,
    body: listed.map((order) => toListed(engine, identity, order, fault)),
    headers: dateHeader(engine, fault.shows ?? {}),
  }
}

/** Finds the orders whose top-level fields equal every criterion. The gateway's criteria are not documented. */
export function findMatchingOrders(engine: Engine, criteria: Record<string, unknown>): Order[] {
  const wanted = Object.entries(criteria)
  const found: Order[] = []
  for (const order of engine.store.orders()) {
    const { id, status, amount, currency, fields } = order
    const values: Record<string, unknown> = { ...fields, id, status, amount, currency }
    values.merchant_order_id = merchantOrderIdOf(order)
    if (wanted.every(([name, value]) => Object.hasOwn(values, name) && values[name] === value)) found.push(order)
  }
  return found
}

/** Answers a search (Cost+ API reference, Search orders). */
export function searchOrders(engine: Engine, identity: Identity, orders: readonly Order[], fault: Fault): Answer {
  const { body, ...answer } = listOrders(engine, identity, orders, fault)
  return { ...answer, body: { hits: Array.isArray(body) ? body.length : 0, orders: body } }
}
