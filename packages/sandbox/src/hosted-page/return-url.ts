import type { Engine } from '../engine/engine.ts'
import type { Order } from '../store/order.ts'

// Extended as text: parsing and serialising the URL could change a query that the merchant has signed.
function append(url: string, parameters: string): string {
  const [, head = url, hash = ''] = /^([^#]*)(#.*)?$/s.exec(url) ?? []
  return `${head}${head.includes('?') ? '&' : '?'}${parameters}${hash}`
}

/**
 * Where the browser is sent after the hosted page: `return_url`, or `failure_url` when the order is cancelled, expired or
 * in error (docs.costplus.io, Hosted payment page). Null when the order has neither.
 */
export function toReturnUrl({ identity, settings }: Engine, order: Order): string | null {
  const { return_url: returnUrl, failure_url: failureUrl } = order.fields
  const isFailure = order.status === 'cancelled' || order.status === 'expired' || order.status === 'error'
  const url = isFailure ? (failureUrl ?? returnUrl) : returnUrl
  if (typeof url !== 'string') return null
  if (!settings.appendReturnParameters) return url
  return append(url, `order_id=${order.id}&project_id=${identity.projectId}`)
}
