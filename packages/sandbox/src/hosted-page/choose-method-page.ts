import { html } from 'hono/html'
import type { Order } from '../store/order.ts'
import { cancelForm, formatAmount, layout, openUntil, orderSummary, type Html } from './layout.ts'
import { methodLabel } from './payment-method.ts'

/** The choice of a payment method, for orders created without a transaction. */
export function chooseMethodPage(order: Order, methods: readonly string[]): Html {
  return layout({
    title: `Pay ${formatAmount(order.amount, order.currency)}`,
    main: html`${orderSummary(order, 'How would you like to pay?')}
      <form method="post" class="methods">
        ${methods.map((method) => html`<button name="method" value="${method}">${methodLabel(method)}</button>`)}
      </form>
      ${methods.length === 0 ? html`<p>No payment method of this shop takes ${order.currency}.</p>` : ''}
      ${cancelForm(order)}${openUntil(order)}`,
  })
}
