import type { FakeBackend } from '@cardfile/react/testing'
import type { ReactElement } from 'react'
import './hosted-page.css'

interface HostedPageProps {
  /** Where the kit sent the browser. */
  readonly url: string
  readonly backend: FakeBackend
  /** The customer is back at the shop. */
  readonly onLeft: () => void
}

/**
 * Stands in for the gateway's own page, so that both phases can be walked through inside Storybook. It is written in
 * English and left to right whatever the shop speaks: the kit has no say in how another site looks.
 */
export function HostedPage({ url, backend, onLeft }: HostedPageProps): ReactElement {
  const leave = (outcome: 'succeeded' | 'card_declined' | 'cancelled') => {
    backend.settle(url, outcome)
    onLeft()
  }
  return (
    <main className="hosted-page" lang="en" dir="ltr">
      <p className="hosted-page-address">{url}</p>
      <h1>The gateway’s payment page</h1>
      <p>The card is typed here, out of the shop’s sight. In Storybook you only say how it ends.</p>
      <dl>
        <div>
          <dt>Card number</dt>
          <dd>4111 1111 1111 1111</dd>
        </div>
        <div>
          <dt>Expires</dt>
          <dd>11/30</dd>
        </div>
        <div>
          <dt>Code</dt>
          <dd>•••</dd>
        </div>
      </dl>
      <button type="button" data-outcome="paid" onClick={() => leave('succeeded')}>
        Pay
      </button>
      <button type="button" onClick={() => leave('card_declined')}>
        Let the bank decline
      </button>
      <button type="button" onClick={() => leave('cancelled')}>
        Go back without paying
      </button>
    </main>
  )
}
