import type { FakeBackend } from '@cardfile/react/testing'
import type { ReactElement } from 'react'
import './hosted-page.css'

interface HostedPageProps {
  /** The redirect URL. */
  readonly url: string
  readonly backend: FakeBackend
  /** Called when the customer returns to the shop. */
  readonly onLeft: () => void
}

/**
 * Stands in for the gateway's hosted payment page, so that both flows can be played inside Storybook. Always in English and
 * left to right: the kit does not control another site's language.
 */
export function HostedPage({ url, backend, onLeft }: HostedPageProps): ReactElement {
  const leave = (outcome: 'succeeded' | 'card_declined' | 'cancelled') => {
    backend.settle(url, outcome)
    onLeft()
  }
  return (
    <main className="hosted-page" lang="en" dir="ltr">
      <p className="hosted-page-address">{url}</p>
      <h1>Hosted payment page</h1>
      <p>Here the customer enters the card, and the shop never sees it. In Storybook you choose the outcome.</p>
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
          <dt>Security code</dt>
          <dd>•••</dd>
        </div>
      </dl>
      <button type="button" data-outcome="paid" onClick={() => leave('succeeded')}>
        Pay
      </button>
      <button type="button" onClick={() => leave('card_declined')}>
        Decline
      </button>
      <button type="button" onClick={() => leave('cancelled')}>
        Cancel and return
      </button>
    </main>
  )
}
