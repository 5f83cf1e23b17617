import { html } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import { formatAmount, type Html } from '../hosted-page/layout.ts'
import { merchantOrderIdOf, type Order } from '../store/order.ts'
import { paymentUrl } from '../wire/hosted-page-url.ts'
import { newestFirst, statusText, table, toTime } from './table.ts'

/** The order's payment page, relative to the dashboard, while the payer has a next step. */
function paymentPage({ identity }: Engine, order: Order): string | null {
  const last = order.transactions.at(-1)
  return last === undefined || last.nextStep === null ? null : paymentUrl({ ...identity, url: '' }, order, last)
}

function orderRow(engine: Engine, order: Order): Html {
  const last = order.transactions.at(-1)
  const page = paymentPage(engine, order)
  return html`<tr>
    <td>${toTime(order.created / 1000)}</td>
    <td>
      ${merchantOrderIdOf(order) ?? html`<span class="quiet">none</span>`}<br /><span class="quiet"
        >${order.id.slice(0, 8)}</span
      >
    </td>
    <td>${formatAmount(order.amount, order.currency)}</td>
    <td>
      ${statusText(order.status)}${order.refundOf === null ? '' : ' (refund)'}${order.refunded > 0 ? html`<br />${formatAmount(order.refunded, order.currency)} refunded` : ''}
    </td>
    <td class="long">${last?.oneClickType ?? last?.recurringType ?? ''} ${last?.reason ?? ''}</td>
    <td>${page === null ? '' : html`<a href="${page}">Payment page</a>`}</td>
  </tr>`
}

/** The newest orders. A button in a row is an `actionButton` and posts to a route in `control/routes.ts`. */
export const orderTable = (engine: Engine): Html =>
  table(
    'Orders',
    ['Time', 'Reference', 'Amount', 'Status', 'Details', 'Action'],
    newestFirst([...engine.store.orders()]).map((order) => orderRow(engine, order)),
  )
