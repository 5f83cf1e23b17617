import { html, raw } from 'hono/html'
import { sendPage, type Html } from '../hosted-page/layout.ts'
import type { Engine } from '../engine/engine.ts'
import type { RequestLog } from '../engine/request-log.ts'
import { SCENARIOS } from '../scenario/scenarios.ts'
import { liveLists } from './live-tables.ts'

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
                  <td class="long">${row.sentence}</td>
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
  return sendPage(liveLists(engine, requests))
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
            <div id="live" class="stack">${liveLists(engine, requests)}</div>
            <form method="post" action="/_sandbox/reset">
              <button class="small">Forget all orders, cards and webhooks</button>
            </form>
          </main>
        </body>
      </html>`,
  )
}
