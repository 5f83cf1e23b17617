import { html } from 'hono/html'
import type { Engine } from '../engine/engine.ts'
import type { Html } from '../hosted-page/layout.ts'
import { actionButton, newestFirst, statusText, table } from './table.ts'

/** The newest webhooks with their delivery attempts. */
export const webhookTable = ({ webhooks }: Engine): Html =>
  table(
    'Webhooks',
    ['Event', 'Order', 'URL', 'State', 'Responses', 'Action'],
    newestFirst(webhooks.list()).map(
      ({ id, body, orderId, url, state, attempts, isForged }) =>
        html`<tr>
          <td>
            ${body.event}${isForged ? ' (forged)' : ''}<br /><span class="quiet">${body.transaction_status ?? ''}</span>
          </td>
          <td>${orderId.slice(0, 8)}</td>
          <td class="long">${url}</td>
          <td>${statusText(state)}</td>
          <td>${attempts.map(({ status }) => status ?? 'none').join(', ')}</td>
          <td>${actionButton(`/_sandbox/deliveries/${id}`, 'Resend', body.event ?? '')}</td>
        </tr>`,
    ),
  )
