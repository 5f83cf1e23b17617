import type { Order, OrderStatus, Transaction, TransactionStatus } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'

/** Gives an order a new version and modification time. */
export function touch(work: UnitOfWork, order: Order): void {
  order.modified = work.timestamp()
  order.version += 1
}

/** Sets an order's status and records the change for webhooks. Does nothing when it has that status. */
export function setOrderStatus(work: UnitOfWork, order: Order, status: OrderStatus): void {
  if (order.status === status) return
  order.status = status
  touch(work, order)
  if (status === 'completed') order.completed = order.modified
  work.recordStatusChange({ orderId: order.id, transactionId: null, status })
}

/** Sets a transaction's status and records the change for webhooks. Does nothing when it has that status. */
export function setTransactionStatus(
  work: UnitOfWork,
  order: Order,
  transaction: Transaction,
  status: TransactionStatus,
): void {
  if (transaction.status === status) return
  transaction.status = status
  transaction.modified = work.timestamp()
  if (status === 'completed') transaction.completed = transaction.modified
  transaction.events.push({ id: work.newId(), event: status, occurred: transaction.modified })
  touch(work, order)
  work.recordStatusChange({ orderId: order.id, transactionId: transaction.id, status })
}
