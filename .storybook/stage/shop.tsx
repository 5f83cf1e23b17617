import { CardfileProvider, createCardfileClient, type Messages } from '@cardfile/react'
import { useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { HostedPage } from './hosted-page.tsx'
import type { Stage } from './stage.ts'

interface ShopProps {
  readonly stage: Stage
  readonly messages: Messages
  /** Whether the browser stays where it is when it is told to leave, as on a slow line. */
  readonly neverLeaves?: boolean
  readonly children: ReactNode
}

/** The page around a story: a provider on the fake backend, and the gateway's page in its place while one is away there. */
export function Shop({ stage, messages, neverLeaves = false, children }: ShopProps): ReactElement {
  const [away, setAway] = useState<string | null>(null)
  const client = useMemo(() => createCardfileClient({ endpoint: '/api/cardfile', fetch: stage.fetch }), [stage])
  if (away !== null) return <HostedPage url={away} backend={stage.backend} onLeft={() => setAway(null)} />
  return (
    <CardfileProvider client={client} messages={messages} navigate={neverLeaves ? () => {} : setAway}>
      {children}
    </CardfileProvider>
  )
}
