import type { Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'

/** Records two status changes that did not happen: a completed transaction, and a completed order that does not exist. */
export function recordForgedStatusChanges(work: UnitOfWork, order: Order): void {
  const [transaction] = order.transactions
  const transactionId = transaction?.id ?? work.newId()
  const forged = { status: 'completed', isForged: true, forgedFor: order.id } as const
  work.recordStatusChange({ orderId: order.id, transactionId, ...forged })
  work.recordStatusChange({ orderId: work.newId(), transactionId: null, ...forged })
}
