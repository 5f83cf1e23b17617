import { html, raw } from 'hono/html'
import { toCardView } from '../control/saved-cards.ts'
import { paymentUrl } from '../api/wire.ts'
import { toTimestamp } from '../clock/timestamp.ts'
import type { Order } from '../ledger/order.ts'
import { formatAmount, sendPage, type Html } from '../page/layout.ts'
import type { Engine } from '../sandbox/engine.ts'
import type { RequestLog } from '../sandbox/request-log.ts'
import { merchantOrderIdOf } from '../ledger/order.ts'
import { SCENARIOS } from '../scenario/scenarios.ts'

const mostRows = 50
const time = (ms: number) => toTimestamp(Math.floor(ms) * 1000).slice(11, 19)
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
    <td>${last?.oneClickType ?? last?.recurringType ?? ''} ${last?.reason ?? ''}</td>
    <td>${page === null ? '' : html`<a href="${page}">Payment page</a>`}</td>
  </tr>`
}

/** The part of the page that is renewed. */
function live(engine: Engine, requests: RequestLog): Html {
  const { ledger, scripts, postOffice } = engine
  const waiting = scripts.list()
  return html`${table(
    'Waiting scripts',
    ['Scenario', 'Acts on', 'Left', ''],
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
    ['Time (UTC)', 'Reference', 'Amount', 'Status', 'Details', 'Page'],
    newestFirst([...ledger.orders()]).map((order) => orderRow(engine, order)),
  )}${table(
    'Saved cards',
    ['Token', 'Card', 'Expires', 'For', 'State', ''],
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
    ['Event', 'Order', 'To', 'State', 'Answers', ''],
    newestFirst(postOffice.list()).map(
      ({ id, body, orderId, url, state, attempts, isForged }) =>
        html`<tr>
          <td>
            ${body.event}${isForged ? ' (forged)' : ''}<br /><span class="quiet">${body.transaction_status ?? ''}</span>
          </td>
          <td>${orderId.slice(0, 8)}</td>
          <td>${url}</td>
          <td><span class="state ${look(state)}">${state}</span></td>
          <td>${attempts.map(({ status }) => status ?? 'none').join(', ')}</td>
          <td>${button(`/_sandbox/deliveries/${id}`, 'Send again', body.event ?? '')}</td>
        </tr>`,
    ),
  )}${table(
    'Requests',
    ['Time (UTC)', 'Method', 'Path', 'Answer', 'ms'],
    newestFirst(requests.list()).map(
      ({ at, method, path, outcome, tookMs }) =>
        html`<tr>
          <td>${time(at)}</td>
          <td>${method}</td>
          <td>${path}</td>
          <td>${outcome}</td>
          <td>${Math.round(tookMs)}</td>
        </tr>`,
    ),
  )}`
}

const groups = {
  card: 'The bank',
  webhook: 'Webhooks',
  record: 'What the API says',
  connection: 'The network',
  answer: 'Answers',
}

function scenarioForm(): Html {
  return html`<section class="sheet">
    <h2>Rehearse a failure</h2>
    <p class="quiet">
      Arms a scenario for the next order that is created. Each has an amount that plays it, too: an order of 6,660.51 is
      declined for insufficient funds.
    </p>
    <form method="post" action="/_sandbox/scripts" class="inline">
      <div class="field">
        <label for="scenario">Scenario</label
        ><select id="scenario" name="scenario">
          ${Object.entries(groups).map(
            ([group, label]) =>
              html`<optgroup label="${label}">
                ${SCENARIOS.filter((row) => row.group === group).map((row) => html`<option value="${row.id}">${row.title} (6,660.${row.magic})</option>`)}
              </optgroup>`,
          )}
        </select>
      </div>
      <button class="small">Arm</button>
    </form>
    <details>
      <summary>What each scenario does</summary>
      <div class="wide-table" tabindex="0" role="region" aria-label="Scenarios">
        <table>
          <thead>
            <tr>
              <th scope="col">Amount</th>
              <th scope="col">Scenario</th>
              <th scope="col">What happens</th>
            </tr>
          </thead>
          <tbody>
            ${SCENARIOS.map(
              (row) =>
                html`<tr>
                  <td>6,660.${row.magic}</td>
                  <td>${row.title}<br /><span class="quiet">${row.id}</span></td>
                  <td>${row.sentence}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </section>`
}

const scripts = raw('<script src="/live.js" defer></script>')

/** Renews the lists every other second; without it the page renews itself as a whole, more rarely. */
export const LIVE_SCRIPT = `
const list = document.getElementById('live')
const renew = async () => {
  if (document.hidden || list.contains(document.activeElement)) return
  try {
    const answer = await fetch('/live', { headers: { accept: 'text/html' } })
    if (answer.ok) list.innerHTML = await answer.text()
  } catch { /* The sandbox was stopped; it may come back. */ }
}
setInterval(renew, 2000)
`

/** The lists alone, for the page that is already open. */
export async function sendLive(engine: Engine, requests: RequestLog): Promise<Response> {
  return sendPage(live(engine, requests))
}

/** The page at `/`: what happened, and what shall happen next. */
export function sendDashboard(engine: Engine, requests: RequestLog): Promise<Response> {
  return sendPage(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Cost+ sandbox</title>
          <noscript><meta http-equiv="refresh" content="20" /></noscript>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/pay/assets/styles.css" />
          ${scripts}
        </head>
        <body>
          <main class="page stack">
            <header class="bar">
              <h1>Cost+ sandbox</h1>
              <span class="badge">Sandbox: no money moves</span>
            </header>
            <p class="quiet">
              The API is at <code>${engine.identity.url}/v1</code>, with the key this sandbox was started with.
            </p>
            ${scenarioForm()}
            <div id="live" class="stack">${live(engine, requests)}</div>
            <form method="post" action="/_sandbox/reset">
              <button class="small">Forget all orders, cards and webhooks</button>
            </form>
          </main>
        </body>
      </html>`,
  )
}
