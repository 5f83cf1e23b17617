import type { FakeBackend } from '@cardfile/react/testing'
import type { ReactElement } from 'react'

interface HostedPageProps {
  readonly url: string
  readonly backend: FakeBackend
  readonly onLeft: () => void
}

/** Stands in for the gateway's own page, so that both phases can be walked through inside Storybook. */
export function HostedPage({ url, backend, onLeft }: HostedPageProps): ReactElement {
  const leave = (outcome: 'succeeded' | 'card_declined' | 'cancelled') => {
    backend.settle(url, outcome)
    onLeft()
  }
  return (
    <main className="hosted-page">
      <p>
        <code>{url}</code>
      </p>
      <h1>The gateway’s payment page</h1>
      <p>In a real shop the card is typed here, out of the shop’s sight.</p>
      <button type="button" onClick={() => leave('succeeded')}>
        Pay
      </button>{' '}
      <button type="button" onClick={() => leave('card_declined')}>
        Let the bank decline
      </button>{' '}
      <button type="button" onClick={() => leave('cancelled')}>
        Go back without paying
      </button>
    </main>
  )
}
