import type { Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { setOrderStatus, setTransactionStatus } from './status.ts'

/** Closes an open order: no transaction has a next step or a pending outcome any more. */
export function closeOrder(work: UnitOfWork, order: Order, status: 'cancelled' | 'expired'): void {
  for (const transaction of order.transactions) {
    transaction.nextStep = null
    transaction.pending = null
    if (transaction.status !== 'error') setTransactionStatus(work, order, transaction, status)
  }
  setOrderStatus(work, order, status)
}
