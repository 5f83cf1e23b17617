import type { GatewayAnswer } from '../gateway.ts'
import type { OrderList } from '../order-list.ts'
import { doubtfulLength, narrowestWindowMs, suspiciousLengths } from './assumptions.ts'
import type { OrderPage } from './wire-order-list.ts'

/** Lists a window in one request. The answer may be cut short by a page limit. */
type ListPage = (since: Date, until: Date) => Promise<GatewayAnswer<OrderPage>>

/** Lists the orders created in a window. A page that may have been cut short is listed again in halves. */
export function listWindow(listPage: ListPage, since: Date, until: Date): Promise<OrderList> {
  // A page shorter than the longest one of this window was not cut short, whatever the page limit.
  let longest = 0

  async function list(from: Date, to: Date): Promise<OrderList> {
    const answer = await listPage(from, to)
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
