import type { OrderRequest } from '../order-request.ts'
import { extraFields } from './assumptions.ts'

/**
 * The body of Cost+'s "Create an order" (API reference; guide "One-click payments"). The customer reads `description` on
 * the hosted payment page, so it is the shop's text and nothing else.
 */
export function toWireOrderRequest(request: OrderRequest): Record<string, unknown> {
  return {
    amount: request.amount.value,
    currency: request.amount.currency,
    merchant_order_id: request.ref,
    description: request.description,
    extra: { [extraFields.checkoutId]: request.checkoutId, [extraFields.kind]: request.method.kind },
    return_url: request.returnUrl,
    failure_url: request.returnUrl,
    webhook_url: request.webhookUrl,
    expiration_period: request.expiry,
    customer: { merchant_customer_id: request.customerId },
    transactions: [toWireTransaction(request.method)],
  }
}

function toWireTransaction(method: OrderRequest['method']): Record<string, unknown> {
  const card = { payment_method: 'credit-card' }
  if (method.kind === 'hosted') return method.saves ? { ...card, one_click_type: 'first' } : card
  const charge = { ...card, one_click_type: 'one-click', vault_token: method.vaultToken.reveal() }
  return method.cvc === undefined ? charge : { ...charge, cvc: method.cvc.reveal() }
}
