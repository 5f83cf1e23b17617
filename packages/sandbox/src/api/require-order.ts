import { Problem } from '../http/problem.ts'
import type { Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'

/** Takes an order to change. Throws a 404 when it does not exist. */
export function requireOrder(work: UnitOfWork, id: string): Order {
  const order = work.order(id.toLowerCase())
  if (order === undefined) throw new Problem(404, 'The order does not exist.')
  return order
}
