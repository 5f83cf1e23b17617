import { html, raw } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import { sendPage, type Html } from '../hosted-page/layout.ts'
import { SCENARIO_GROUPS } from '../scenario/scenario.ts'
import { SCENARIOS } from '../scenario/scenarios.ts'
import { liveTables } from './live-tables.ts'

function scenarioForm(): Html {
  return html`<section class="sheet">
    <h2>Rehearse a failure</h2>
    <p class="quiet">
      Scripts a scenario for the next order. Each scenario also has an amount that plays it: an order of 6,660.51 is
      declined for insufficient funds.
    </p>
    <form method="post" action="/_sandbox/scripts" class="inline">
      <div class="field">
        <label for="scenario">Scenario</label
        ><select id="scenario" name="scenario">
          ${Object.entries(SCENARIO_GROUPS).map(
            ([group, label]) =>
              html`<optgroup label="${label}">
                ${SCENARIOS.filter((row) => row.group === group).map((row) => html`<option value="${row.id}">${row.title} (6,660.${row.amountSuffix})</option>`)}
              </optgroup>`,
          )}
        </select>
      </div>
      <button class="small">Script</button>
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
                  <td>6,660.${row.amountSuffix}</td>
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

const liveScript = raw('<script src="/live.js" defer></script>')

/** Refreshes the tables every two seconds, while the page is visible and no element in them has the focus. */
export const LIVE_SCRIPT = `
const tables = document.getElementById('live')
const refresh = async () => {
  if (document.hidden || tables.contains(document.activeElement)) return
  try {
    const answer = await fetch('/live', { headers: { accept: 'text/html' } })
    if (answer.ok) tables.innerHTML = await answer.text()
  } catch { /* The sandbox has stopped and may start again. */ }
}
setInterval(refresh, 2000)
`

/** Answers the tables alone, for the script of an open page. */
export async function sendLiveTables(engine: Engine): Promise<Response> {
  return sendPage(liveTables(engine))
}

/** Answers the dashboard at `/`: a form to script a scenario, and the live tables. */
export function sendDashboard(engine: Engine): Promise<Response> {
  return sendPage(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Cost+ sandbox</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/pay/assets/styles.css" />
          ${liveScript}
        </head>
        <body>
          <main class="page stack">
            <header class="bar">
              <h1>Cost+ sandbox</h1>
              <span class="badge">Sandbox: no money moves</span>
            </header>
            <p class="quiet">
              The API is at <code>${engine.identity.url}/v1</code>. Its key is the one this sandbox was started with.
            </p>
            ${scenarioForm()}
            <div id="live" class="stack">${liveTables(engine)}</div>
            <form method="post" action="/_sandbox/reset">
              <button class="small">Reset: delete all orders, cards, webhooks and scripts</button>
            </form>
          </main>
        </body>
      </html>`,
  )
}
