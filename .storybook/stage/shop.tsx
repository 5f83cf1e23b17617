import { CardfileProvider, createCardfileClient, type Messages } from '@cardfile/react'
import type { FakeBackend } from '@cardfile/react/testing'
import { useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { HostedPage } from './hosted-page.tsx'

interface ShopProps {
  readonly backend: FakeBackend
  readonly messages: Messages
  readonly children: ReactNode
}

/** The page around a story: a provider on the fake backend, and the gateway's page in its place while one is away there. */
export function Shop({ backend, messages, children }: ShopProps): ReactElement {
  const [away, setAway] = useState<string | null>(null)
  const client = useMemo(
    () => createCardfileClient({ endpoint: '/api/cardfile', fetch: (url, init) => backend.fetch(url, init) }),
    [backend],
  )
  if (away !== null) return <HostedPage url={away} backend={backend} onLeft={() => setAway(null)} />
  return (
    <CardfileProvider client={client} messages={messages} navigate={setAway}>
      {children}
    </CardfileProvider>
  )
}
