import { html } from 'hono/html'
import type { Order, Transaction } from '../store/order.ts'
import { cancelForm, formatAmount, layout, openUntil, orderSummary, type Html } from './layout.ts'
import { methodLabel } from './payment-method.ts'

/** Stands in for the app of a payment method other than a card. */
export function appPage(order: Order, transaction: Transaction): Html {
  const label = methodLabel(transaction.method)
  return layout({
    title: `Pay with ${label}`,
    main: html`${
        transaction.status === 'error'
          ? html`<div class="alert" role="alert" tabindex="-1" autofocus>
              <h2>The payment did not go through</h2>
              <p>You can try again.</p>
            </div>`
          : ''
      }${orderSummary(order, `Pay with ${label}`)}
      <p>This page stands in for the ${label} app.</p>
      <form method="post">
        <button class="primary" name="action" value="approve">
          Approve ${formatAmount(order.amount, order.currency)}
        </button>
        <button class="secondary" name="action" value="decline">Decline</button>
      </form>
      ${cancelForm(order)}${openUntil(order)}`,
  })
}
