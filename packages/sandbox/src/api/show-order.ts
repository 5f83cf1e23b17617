import type { Order } from '../store/order.ts'
import type { Engine } from '../engine/engine.ts'
import type { Answer } from '../http/answer.ts'
import type { Disguise, Fault } from '../scenario/fault.ts'
import { Problem } from '../http/problem.ts'
import { toWireOrder, type Identity } from '../wire/wire-order.ts'

/** Finds an order that reads may know of; a lagging one is not there yet. */
export function requireReadable(engine: Engine, id: string): Order {
  const order = engine.ledger.order(id.toLowerCase())
  const lagMs = (order?.fault.readLagMs ?? 0) * engine.timeScale
  if (order === undefined || (lagMs > 0 && engine.clock.now() < order.created / 1000 + lagMs)) {
    throw new Problem(404, 'The order does not exist.')
  }
  return order
}

/** What is shown in place of the truth: by the order's own script, then by that of the call. */
export const disguiseOf = (order: Order, fault: Fault = {}): Disguise => ({ ...order.fault.shows, ...fault.shows })

/** `Date` of an answer, where the gateway's clock is scripted to be wrong or is not the computer's. */
export function dateHeader(engine: Engine, { clockSkewMs = 0 }: Disguise): Readonly<Record<string, string>> {
  return { date: new Date(engine.clock.now() + clockSkewMs).toUTCString() }
}

/** An answer that is an order, with its version for `if-match`. */
export function showOrder(
  engine: Engine,
  identity: Identity,
  order: Order,
  fault: Fault,
  { status = 200, extra = [] }: { readonly status?: number; readonly extra?: readonly string[] } = {},
): Answer {
  const shows = disguiseOf(order, fault)
  const shown = engine.nextShownStatus(order, true)
  return {
    status,
    body: toWireOrder(identity, order, { shows, extra, ...(shown === undefined ? {} : { status: shown }) }),
    headers: { ...dateHeader(engine, shows), etag: `"${order.version}"` },
  }
}
