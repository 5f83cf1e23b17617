import { html } from 'hono/html'
import { toSavedCardView } from '../control/saved-cards.ts'
import type { Engine } from '../engine/engine.ts'
import type { Html } from '../hosted-page/layout.ts'
import { actionButton, newestFirst, table } from './table.ts'

/** The newest saved cards. */
export const savedCardTable = ({ store }: Engine): Html =>
  table(
    'Saved cards',
    ['Token', 'Card', 'Expires', 'For', 'State', 'Action'],
    newestFirst(Array.from(store.cards(), toSavedCardView)).map(
      ({ token, brand, lastFour, expiry, kind, isValid }) =>
        html`<tr>
          <td>${token.slice(0, 8)}…</td>
          <td>${brand} ending ${lastFour}</td>
          <td>${expiry.slice(0, 2)}/${expiry.slice(2)}</td>
          <td>${kind}</td>
          <td>${isValid ? 'valid' : 'revoked'}</td>
          <td>${isValid ? actionButton(`/_sandbox/tokens/${token}`, 'Revoke', `${brand} ${lastFour}`) : ''}</td>
        </tr>`,
    ),
  )
