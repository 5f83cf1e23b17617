import { closedStatuses } from './assumptions.ts'
import type { Gateway, GatewayAnswer } from './gateway.ts'
import type { Order } from './order.ts'

/** An order that was asked to be cancelled, as it was fetched afterwards. */
export interface Cancelling {
  readonly answer: GatewayAnswer<Order>
  /**
   * `closed`: it is over. `stuck`: the gateway refused to cancel it, and it still says `error` with no address to go on
   * at, so that nobody can pay it either. `open`: it may be paid, or nobody knows.
   */
  readonly is: 'closed' | 'stuck' | 'open'
}

/** Cancels an order, and believes only the order fetched afterwards: a cancel may be lost, queued, or come too late. */
export async function cancelAndFetch(gateway: Gateway, orderId: string): Promise<Cancelling> {
  const cancel = await gateway.cancelOrder(orderId)
  const answer = await gateway.getOrder(orderId)
  if (answer.kind !== 'ok') return { answer, is: 'open' }
  const { status, redirectUrl } = answer.value
  if (closedStatuses.has(status)) return { answer, is: 'closed' }
  return { answer, is: cancel.kind === 'refused' && status === 'error' && redirectUrl === null ? 'stuck' : 'open' }
}
