import { html } from 'hono/html'
import { paymentUrl } from '../wire/wire-order.ts'
import { toTimestamp } from '../clock/timestamp.ts'
import { toCardView } from '../control/saved-cards.ts'
import { merchantOrderIdOf, type Order } from '../store/order.ts'
import { formatAmount, type Html } from '../hosted-page/layout.ts'
import type { Engine } from '../engine/engine.ts'
import type { RequestLog } from '../engine/request-log.ts'

const mostRows = 25
const time = (ms: number) => toTimestamp(Math.floor(ms) * 1000).slice(11, 19)
const shortIds = (path: string) => path.replaceAll(/([0-9a-f]{8})-[0-9a-f-]{27}/g, '$1…')
const newestFirst = <T>(items: readonly T[]) => items.slice(-mostRows).toReversed()
const look = (state: string) =>
  ({ completed: 'good', delivered: 'good', error: 'bad', failed: 'bad', lost: 'bad' })[state] ?? ''
const button = (address: string, label: string, about: string) =>
  html`<form method="post" action="${address}" enctype="application/x-www-form-urlencoded">
    <input type="hidden" name="from" value="page" /><button class="small" aria-label="${label} ${about}">
      ${label}
    </button>
  </form>`

const table = (caption: string, heads: readonly string[], rows: readonly Html[]): Html =>
  html`<section class="sheet">
    <h2>${caption}</h2>
    ${
      rows.length === 0
        ? html`<p class="quiet">Nothing yet.</p>`
        : html`<div class="wide-table" tabindex="0" role="region" aria-label="${caption}">
            <table>
              <thead>
                <tr>
                  ${heads.map((head) => html`<th scope="col">${head}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
  </section>`

function orderRow(engine: Engine, order: Order): Html {
  const last = order.transactions.at(-1)
  const isPayable = last !== undefined && last.nextStep !== null
  const page = isPayable ? paymentUrl({ ...engine.identity, url: '' }, order, last) : null
  return html`<tr>
    <td>${time(order.created / 1000)}</td>
    <td>
      ${merchantOrderIdOf(order) ?? html`<span class="quiet">none</span>`}<br /><span class="quiet"
        >${order.id.slice(0, 8)}</span
      >
    </td>
    <td>${formatAmount(order.amount, order.currency)}</td>
    <td>
      <span class="state ${look(order.status)}">${order.status}</span
      >${order.refundOf === null ? '' : ' (refund)'}${order.refunded > 0 ? html`<br />${formatAmount(order.refunded, order.currency)} refunded` : ''}
    </td>
    <td class="long">${last?.oneClickType ?? last?.recurringType ?? ''} ${last?.reason ?? ''}</td>
    <td>${page === null ? '' : html`<a href="${page}">Payment page</a>`}</td>
  </tr>`
}

/** What happened: the part of the page that is renewed. */
export function liveLists(engine: Engine, requests: RequestLog): Html {
  const { ledger, scripts, postOffice } = engine
  const waiting = scripts.list()
  return html`${table(
    'Waiting scripts',
    ['Scenario', 'Acts on', 'Left', 'Action'],
    waiting.map(
      ({ id, scenario, on, remaining }) =>
        html`<tr>
          <td>${scenario ?? 'own fault'}</td>
          <td>${on.join(', ')}</td>
          <td>${remaining ?? 'always'}</td>
          <td>${button(`/_sandbox/scripts/${id}`, 'Remove', scenario ?? 'script')}</td>
        </tr>`,
    ),
  )}${table(
    'Orders',
    ['Time', 'Reference', 'Amount', 'Status', 'Details', 'Page'],
    newestFirst([...ledger.orders()]).map((order) => orderRow(engine, order)),
  )}${table(
    'Saved cards',
    ['Token', 'Card', 'Expires', 'For', 'State', 'Action'],
    newestFirst(Array.from(ledger.cards(), toCardView)).map(
      (card) =>
        html`<tr>
          <td>${card.token.slice(0, 8)}…</td>
          <td>${card.brand} ending ${card.lastFour}</td>
          <td>${card.expiry.slice(0, 2)}/${card.expiry.slice(2)}</td>
          <td>${card.kind}</td>
          <td>${card.isValid ? 'valid' : 'invalid'}</td>
          <td>
            ${card.isValid ? button(`/_sandbox/tokens/${card.token}`, 'Make invalid', `${card.brand} ${card.lastFour}`) : ''}
          </td>
        </tr>`,
    ),
  )}${table(
    'Webhooks',
    ['Event', 'Order', 'To', 'State', 'Answers', 'Action'],
    newestFirst(postOffice.list()).map(
      ({ id, body, orderId, url, state, attempts, isForged }) =>
        html`<tr>
          <td>
            ${body.event}${isForged ? ' (forged)' : ''}<br /><span class="quiet">${body.transaction_status ?? ''}</span>
          </td>
          <td>${orderId.slice(0, 8)}</td>
          <td class="long">${url}</td>
          <td><span class="state ${look(state)}">${state}</span></td>
          <td>${attempts.map(({ status }) => status ?? 'none').join(', ')}</td>
          <td>${button(`/_sandbox/deliveries/${id}`, 'Send again', body.event ?? '')}</td>
        </tr>`,
    ),
  )}${table(
    'Requests',
    ['Time', 'Method', 'Path', 'Answer', 'ms'],
    newestFirst(requests.list()).map(
      ({ at, method, path, outcome, tookMs }) =>
        html`<tr>
          <td>${time(at)}</td>
          <td>${method}</td>
          <td class="long">${shortIds(path)}</td>
          <td>${outcome}</td>
          <td>${Math.round(tookMs)}</td>
        </tr>`,
    ),
  )}`
}
