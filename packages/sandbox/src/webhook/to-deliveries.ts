import type { Identity } from '../project/identity.ts'
import type { SandboxSettings } from '../project/settings.ts'
import type { Delivery } from '../store/delivery.ts'
import { isFinal, type Order } from '../store/order.ts'
import type { StatusChange } from '../store/unit-of-work.ts'

/** What turns a status change into a webhook. */
export interface DeliveryContext {
  readonly identity: Identity
  readonly settings: SandboxSettings
  readonly nowMs: number
  readonly timeScale: number
  readonly newId: () => string
  readonly order: (id: string) => Order | undefined
}

const anotherProject = 'ffffffff-ffff-4fff-8fff-ffffffffffff'

function bodyOf({ identity }: DeliveryContext, change: StatusChange, projectId: string): Record<string, string> {
  const { orderId, transactionId, status } = change
  if (transactionId === null) return { event: 'status_changed', order_id: orderId, project_id: projectId }
  return {
    event: 'transaction_status_changed',
    merchant_id: identity.merchantId,
    project_id: projectId,
    order_id: orderId,
    transaction_id: transactionId,
    transaction_status: status,
  }
}

/** Builds the webhooks for status changes (Cost+ API reference, Webhooks), with the faults scripted for their orders. */
export function toDeliveries(context: DeliveryContext, changes: readonly StatusChange[]): Delivery[] {
  const { identity, settings, nowMs, timeScale, newId } = context
  return changes.flatMap((change): Delivery[] => {
    const order = context.order(change.forgedFor ?? change.orderId)
    const url = order?.fields.webhook_url ?? settings.projectWebhookUrl
    if (order === undefined || typeof url !== 'string') return []
    if (change.transactionId !== null && change.isForged !== true && !settings.transactionWebhooks) return []
    const fault = order.fault.webhooks
    const projectId = fault?.kind === 'wrong-project' ? anotherProject : identity.projectId
    const isHeld = fault?.kind === 'reordered' && !isFinal(order.status)
    const delivery: Delivery = {
      id: newId(),
      orderId: order.id,
      url,
      body: bodyOf(context, change, projectId),
      isForged: change.isForged === true,
      state: fault?.kind === 'lost' ? 'lost' : isHeld ? 'held' : 'pending',
      attempts: [],
      nextAttemptAt:
        fault?.kind === 'lost' || isHeld ? null : nowMs + (fault?.kind === 'delayed' ? fault.ms * timeScale : 0),
    }
    const copies = fault?.kind === 'repeated' ? fault.copies : 1
    return Array.from({ length: copies }, (_, copy) => (copy === 0 ? delivery : { ...delivery, id: newId() }))
  })
}
