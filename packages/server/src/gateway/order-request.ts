import type { Money } from '@cardfile/contract'
import type { Secret } from '../secrets/secret.ts'
import { extraFields } from './assumptions.ts'

/** What one payment asks of the gateway. */
export interface OrderRequest {
  readonly ref: string
  readonly amount: Money
  readonly description: string
  readonly checkoutId: string
  readonly customerId: string
  /** Where the gateway sends the browser, whatever the outcome. */
  readonly returnUrl: string
  readonly webhookUrl: string
  /** ISO 8601 duration: how long the customer may take. */
  readonly expiry: string
  readonly method:
    | { readonly kind: 'hosted'; readonly saves: boolean }
    | { readonly kind: 'one_click'; readonly vaultToken: Secret; readonly cvc: Secret | undefined }
}

/**
 * The order as the gateway wants it (Cost+ API reference, Create an order; guide "One-click payments").
 * The description is what the customer reads on the hosted page, so it is the shop's own and nothing else.
 */
export function toWireOrder(request: OrderRequest): Record<string, unknown> {
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
