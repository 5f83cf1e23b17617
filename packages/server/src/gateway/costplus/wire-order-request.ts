import type { OrderRequest } from '../order-request.ts'
import { extraFields } from './assumptions.ts'

/**
 * The body of Cost+'s "Create an order" (API reference; guide "One-click payments"). The customer reads `description` on
 * the hosted payment page, so it is the shop's text and nothing else.
 */
export function toWireOrderRequest(request: OrderRequest): Record<string, unknown> {
  const { ref, amount, description, checkoutId, customerId, returnUrl, webhookUrl, expiry, method, ...unsent } = request
  // A new field of the request does not compile until it is sent.
  unsent satisfies Record<string, never>
  return {
    amount: amount.value,
    currency: amount.currency,
    merchant_order_id: ref,
    description,
    extra: { [extraFields.checkoutId]: checkoutId, [extraFields.kind]: method.kind },
    return_url: returnUrl,
    failure_url: returnUrl,
    webhook_url: webhookUrl,
    expiration_period: expiry,
    customer: { merchant_customer_id: customerId },
    transactions: [toWireTransaction(method)],
  }
}

function toWireTransaction(method: OrderRequest['method']): Record<string, unknown> {
  const card = { payment_method: 'credit-card' }
  if (method.kind === 'hosted') return method.saves ? { ...card, one_click_type: 'first' } : card
  const charge = { ...card, one_click_type: 'one-click', vault_token: method.vaultToken.reveal() }
  return method.cvc === undefined ? charge : { ...charge, cvc: method.cvc.reveal() }
}
