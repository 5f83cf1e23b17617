import type { Order, OrderStatus, Transaction, TransactionStatus } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'

/** Records that something about the order changed. */
export function touch(work: Work, order: Order): void {
  order.modified = work.stamp()
  order.version += 1
}

/** Moves an order to a status and tells the merchant, unless it is there already. */
export function setOrderStatus(work: Work, order: Order, status: OrderStatus): void {
  if (order.status === status) return
  order.status = status
  touch(work, order)
  if (status === 'completed') order.completed = order.modified
  work.announce({ orderId: order.id, transactionId: null, status })
}

/** Moves a transaction to a status and tells the merchant, unless it is there already. */
export function setTransactionStatus(
  work: Work,
  order: Order,
  transaction: Transaction,
  status: TransactionStatus,
): void {
  if (transaction.status === status) return
  transaction.status = status
  transaction.modified = work.stamp()
  if (status === 'completed') transaction.completed = transaction.modified
  transaction.events.push({ id: work.newId(), event: status, occurred: transaction.modified })
  touch(work, order)
  work.announce({ orderId: order.id, transactionId: transaction.id, status })
}
