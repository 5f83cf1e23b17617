import { doubtfulLength, narrowestWindowMs, suspiciousLengths } from './assumptions.ts'
import type { Gateway } from './gateway.ts'
import type { OrderList } from './order-list.ts'

/** The orders of a window, as far as they could be read. */
export interface Listing extends OrderList {
  /** Whether every part of the window was answered whole, so that an item that is not there was not listed. */
  readonly isComplete: boolean
}

/** Lists the orders made in a window, in halves wherever an answer looks as if it had been cut short. */
export function listWindow(gateway: Gateway, since: Date, until: Date): Promise<Listing> {
  // A list that is shorter than one the gateway has just given was not cut short, whatever its page limit may be.
  let longest = 0

  async function list(from: Date, to: Date): Promise<Listing> {
    const answer = await gateway.listOrders(from, to)
    if (answer.kind !== 'ok') return { orders: [], unread: [], isComplete: false }
    const { orders, unread } = answer.value
    const length = orders.length + unread.length
    const isSuspicious = length >= longest && (length >= doubtfulLength || suspiciousLengths.has(length))
    longest = Math.max(longest, length)
    const widthMs = to.getTime() - from.getTime()
    if (!isSuspicious || widthMs <= narrowestWindowMs) return { orders, unread, isComplete: !isSuspicious }
    const middle = new Date(from.getTime() + widthMs / 2)
    const earlier = await list(from, middle)
    const later = await list(middle, to)
    return {
      orders: [...earlier.orders, ...later.orders],
      unread: [...earlier.unread, ...later.unread],
      isComplete: earlier.isComplete && later.isComplete,
    }
  }

  return list(since, until)
}
