import type { Gateway } from './gateway.ts'
import type { Order } from './order.ts'

/** List lengths at which a page limit is suspected: nothing documents one, so a full-looking answer may be cut short. */
const suspiciousLengths = new Set([50, 100, 200, 250, 500, 1_000])
const narrowestWindowMs = 1_000

/** The orders of a window, as far as they could be read. */
export interface Listing {
  readonly orders: readonly Order[]
  /** Whether every part of the window was answered, so that an order that is not there was not listed. */
  readonly isComplete: boolean
}

/** Lists the orders made in a window, in halves wherever an answer looks as if it had been cut short. */
export async function listWindow(gateway: Gateway, since: Date, until: Date): Promise<Listing> {
  const answer = await gateway.listOrders(since, until)
  if (answer.kind !== 'ok') return { orders: [], isComplete: false }
  const orders = answer.value
  const widthMs = until.getTime() - since.getTime()
  if (!suspiciousLengths.has(orders.length) || widthMs <= narrowestWindowMs) {
    return { orders, isComplete: !suspiciousLengths.has(orders.length) }
  }
  const middle = new Date(since.getTime() + widthMs / 2)
  const earlier = await listWindow(gateway, since, middle)
  const later = await listWindow(gateway, middle, until)
  return { orders: [...earlier.orders, ...later.orders], isComplete: earlier.isComplete && later.isComplete }
}
