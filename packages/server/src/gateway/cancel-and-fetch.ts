import type { Gateway, GatewayAnswer } from './gateway.ts'
import { CLOSED_STATUSES, type Order } from './order.ts'

/** An order after an attempt to cancel it. */
export interface CancelResult {
  /** The answer to the GET that followed. */
  readonly answer: GatewayAnswer<Order>
  /**
   * `closed`: it can no longer be paid. `stuck`: the gateway rejected the cancel, and the order still says `error` with no
   * page to pay on, so it cannot be paid either. `open`: it may be paid, or its status is not known.
   */
  readonly outcome: 'closed' | 'stuck' | 'open'
}

/** Cancels an order and believes only a GET afterwards: a cancel may be lost, queued or too late. */
export async function cancelAndFetch(gateway: Gateway, orderId: string): Promise<CancelResult> {
  const cancel = await gateway.cancelOrder(orderId)
  const answer = await gateway.getOrder(orderId)
  if (answer.kind !== 'ok') return { answer, outcome: 'open' }
  const { status, redirectUrl } = answer.value
  if (CLOSED_STATUSES.has(status)) return { answer, outcome: 'closed' }
  const isStuck = cancel.kind === 'rejected' && status === 'error' && redirectUrl === null
  return { answer, outcome: isStuck ? 'stuck' : 'open' }
}
