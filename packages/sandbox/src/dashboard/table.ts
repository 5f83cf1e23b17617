import { html } from 'hono/html'
import { toTimestamp } from '../clock/timestamp.ts'
import type { Html } from '../hosted-page/layout.ts'

const maxRows = 25

/** The newest rows of a list that runs oldest first, newest first. */
export const newestFirst = <T>(items: readonly T[]): readonly T[] => items.slice(-maxRows).toReversed()

/** Formats milliseconds since 1970 as a time of day, in UTC. */
export const toTime = (ms: number): string => toTimestamp(Math.floor(ms) * 1000).slice(11, 19)

/** A status, coloured by whether it is a success or a failure. */
export function statusText(status: string): Html {
  const tones: Readonly<Record<string, string>> = {
    completed: 'good',
    delivered: 'good',
    error: 'bad',
    failed: 'bad',
    lost: 'bad',
  }
  return html`<span class="state ${tones[status] ?? ''}">${status}</span>`
}

/** A button that posts to a route of the control API and returns to the dashboard. `subject` tells a screen reader the row. */
export const actionButton = (route: `/_sandbox/${string}`, label: string, subject: string): Html =>
  html`<form method="post" action="${route}">
    <button class="small" aria-label="${label} ${subject}">${label}</button>
  </form>`

/** A section with a table, or a note when there are no rows. */
export const table = (caption: string, columns: readonly string[], rows: readonly Html[]): Html =>
  html`<section class="sheet">
    <h2>${caption}</h2>
    ${
      rows.length === 0
        ? html`<p class="quiet">Nothing yet.</p>`
        : html`<div class="wide-table" tabindex="0" role="region" aria-label="${caption}">
            <table>
              <thead>
                <tr>
                  ${columns.map((column) => html`<th scope="col">${column}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
  </section>`
