import { PAYMENT_METHODS } from '../project/payment-methods.ts'
import type { Order } from '../store/order.ts'

/** The name of a payment method on the page. */
export const methodLabel = (method: string): string =>
  Object.hasOwn(PAYMENT_METHODS, method) ? (PAYMENT_METHODS[method]?.label ?? method) : method

/** The payment methods of an order: those the merchant asked for, the project has and the currency allows. */
export function availableMethods(order: Order): string[] {
  const wanted: readonly unknown[] = Array.isArray(order.fields.payment_methods) ? order.fields.payment_methods : []
  return Object.entries(PAYMENT_METHODS)
    .filter(([, { currencies }]) => currencies.includes(order.currency))
    .map(([name]) => name)
    .filter((name) => wanted.length === 0 || wanted.includes(name))
}
