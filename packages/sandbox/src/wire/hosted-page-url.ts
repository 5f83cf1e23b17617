import type { Identity } from '../project/identity.ts'
import type { Order, Transaction } from '../store/order.ts'

/** URL of the page where a transaction is paid: `payment_url`. */
export function paymentUrl({ url }: Identity, order: Order, transaction: Transaction): string {
  return `${url}/pay/${order.id}/select-payment-method/${encodeURIComponent(transaction.method)}/${transaction.id}/`
}

/** URL of the page where a payment method is chosen: `order_url`. */
export const orderUrl = ({ url }: Identity, order: Order): string => `${url}/pay/${order.id}/select-payment-method/`
