import { Problem } from '../http/problem.ts'
import { closeOrder } from '../payment/close-order.ts'
import { isFinal, type Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { requireOrder } from './require-order.ts'

/** Cancels an order that has not completed (Cost+ API reference, Cancel an order). The 400 is undocumented. */
export function cancelOrder(work: UnitOfWork, id: string): Order {
  const order = requireOrder(work, id)
  if (order.status === 'completed') throw new Problem(400, 'The order has completed and cannot be cancelled.')
  if (!isFinal(order.status)) closeOrder(work, order, 'cancelled')
  return order
}
