import { html } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import type { Html } from '../hosted-page/layout.ts'
import { actionButton, table } from './table.ts'

/** The queued scripts. */
export const scriptTable = ({ scripts }: Engine): Html =>
  table(
    'Queued scripts',
    ['Scenario', 'Acts on', 'Calls left', 'Action'],
    scripts.list().map(
      ({ id, scenario, on, remaining }) =>
        html`<tr>
          <td>${scenario ?? 'custom fault'}</td>
          <td>${on.join(', ')}</td>
          <td>${remaining ?? 'no limit'}</td>
          <td>${actionButton(`/_sandbox/scripts/${id}`, 'Remove', scenario ?? 'custom fault')}</td>
        </tr>`,
    ),
  )
