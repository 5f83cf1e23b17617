import type { Engine } from '../engine/engine.ts'
import type { Answer } from '../http/answer.ts'
import { Problem } from '../http/problem.ts'
import type { Identity } from '../project/identity.ts'
import type { Fault, ShownFields } from '../scenario/fault.ts'
import type { Order } from '../store/order.ts'
import { toWireOrder } from '../wire/wire-order.ts'

/** Finds an order to read. Throws a 404 when it does not exist, or not yet because of a scripted read lag. */
export function requireReadable(engine: Engine, id: string): Order {
  const order = engine.store.order(id.toLowerCase())
  const lagMs = (order?.fault.readLagMs ?? 0) * engine.timeScale
  if (order === undefined || (lagMs > 0 && engine.clock.now() < order.created / 1000 + lagMs)) {
    throw new Problem(404, 'The order does not exist.')
  }
  return order
}

/** The values to show in place of the true ones: those scripted for the order, overridden by those for the call. */
export const shownFields = (order: Order, fault: Fault = {}): ShownFields => ({ ...order.fault.shows, ...fault.shows })

/** The `Date` header, by the sandbox's clock and its scripted skew. */
export function dateHeader(engine: Engine, { clockSkewMs = 0 }: ShownFields): Readonly<Record<string, string>> {
  return { date: new Date(engine.clock.now() + clockSkewMs).toUTCString() }
}

/** Builds an answer that is an order. Its `etag` is the order's version, for `if-match`. */
export function showOrder(
  engine: Engine,
  identity: Identity,
  order: Order,
  fault: Fault,
  { status = 200, extra = [] }: { readonly status?: number; readonly extra?: readonly string[] } = {},
): Answer {
  const shows = shownFields(order, fault)
  const shown = engine.nextShownStatus(order, true)
  return {
    status,
    body: toWireOrder(identity, order, { shows, extra, ...(shown === undefined ? {} : { status: shown }) }),
    headers: { ...dateHeader(engine, shows), etag: `"${order.version}"` },
  }
}
