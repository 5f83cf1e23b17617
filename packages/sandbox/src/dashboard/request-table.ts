import { html } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import type { Html } from '../hosted-page/layout.ts'
import { newestFirst, table, toTime } from './table.ts'

const shortenIds = (path: string) => path.replaceAll(/([0-9a-f]{8})-[0-9a-f-]{27}/g, '$1…')

/** The newest requests. */
export const requestTable = ({ requests }: Engine): Html =>
  table(
    'Requests',
    ['Time', 'Method', 'Path', 'Answer', 'ms'],
    newestFirst(requests.list()).map(
      ({ at, method, path, outcome, tookMs }) =>
        html`<tr>
          <td>${toTime(at)}</td>
          <td>${method}</td>
          <td class="long">${shortenIds(path)}</td>
          <td>${outcome}</td>
          <td>${Math.round(tookMs)}</td>
        </tr>`,
    ),
  )
