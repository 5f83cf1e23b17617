import type { Order } from '../store/order.ts'
import type { Engine } from '../engine/engine.ts'

// The address is extended as text: parsing and writing it again could change a query that the merchant has signed.
function append(address: string, parameters: string): string {
  const [, head = address, hash = ''] = /^([^#]*)(#.*)?$/s.exec(address) ?? []
  return `${head}${head.includes('?') ? '&' : '?'}${parameters}${hash}`
}

/**
 * Where the payer's browser goes from here: `return_url`, or `failure_url` for a payment that was cancelled, expired or
 * failed (docs.costplus.io, Hosted payment page). Null when the order names neither.
 */
export function wayBack({ identity, settings }: Engine, order: Order): string | null {
  const { return_url: returnUrl, failure_url: failureUrl } = order.fields
  const isFailure = order.status === 'cancelled' || order.status === 'expired' || order.status === 'error'
  const address = isFailure ? (failureUrl ?? returnUrl) : returnUrl
  if (typeof address !== 'string') return null
  if (!settings.appendReturnParameters) return address
  return append(address, `order_id=${order.id}&project_id=${identity.projectId}`)
}
