import { CardfileProvider, createCardfileClient, type Messages } from '@cardfile/react'
import { useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { HostedPage } from './hosted-page.tsx'
import type { StoryShop } from './story-shop.ts'

interface ShopPageProps {
  readonly shop: StoryShop
  readonly messages: Messages
  /** Whether redirects are ignored, as if the next page never loaded. */
  readonly neverLeaves?: boolean
  readonly children: ReactNode
}

/** The page around a story: a provider on the fake backend, replaced by the hosted payment page after a redirect. */
export function ShopPage({ shop, messages, neverLeaves = false, children }: ShopPageProps): ReactElement {
  const [hostedUrl, setHostedUrl] = useState<string | null>(null)
  const client = useMemo(() => createCardfileClient({ endpoint: '/api/cardfile', fetch: shop.fetch }), [shop])
  if (hostedUrl !== null) {
    return <HostedPage url={hostedUrl} backend={shop.backend} onLeft={() => setHostedUrl(null)} />
  }
  return (
    <CardfileProvider client={client} messages={messages} navigate={neverLeaves ? () => {} : setHostedUrl}>
      {children}
    </CardfileProvider>
  )
}
