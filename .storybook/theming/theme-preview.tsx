import { CardfileProvider, Checkout, createCardfileClient, SavedCardManager } from '@cardfile/react'
import { createFakeBackend, expiredCard, mastercard, visa, withCvc } from '@cardfile/react/testing'
import type { FakeBackendOptions } from '@cardfile/react/testing'
import { useState, type ReactElement, type ReactNode } from 'react'
import { valueOf, type Draft } from './theme.ts'

interface ThemePreviewProps {
  readonly draft: Draft
  readonly scheme: 'light' | 'dark'
}

const cards = [withCvc(visa, 'required'), mastercard, expiredCard]

/** Several components in the draft theme, each on its own fake backend. */
export function ThemePreview({ draft, scheme }: ThemePreviewProps): ReactElement {
  const properties = Object.fromEntries(Object.values(draft).map((property) => [property.name, valueOf(property)]))
  return (
    <div className="theme-preview" data-scheme={scheme} style={properties}>
      <PreviewShop shop={{ cards }}>
        <Checkout checkoutId="order-1042" />
      </PreviewShop>
      <PreviewShop shop={{ payment: 'succeeded' }}>
        <Checkout checkoutId="order-1042" />
      </PreviewShop>
      <PreviewShop shop={{ payment: 'redirect' }}>
        <Checkout checkoutId="order-1042" />
      </PreviewShop>
      <PreviewShop shop={{ cards: [visa], payment: 'declined' }}>
        <Checkout checkoutId="order-1042" />
      </PreviewShop>
      <PreviewShop shop={{ cards }}>
        <SavedCardManager />
      </PreviewShop>
    </div>
  )
}

function PreviewShop({ shop, children }: { readonly shop: FakeBackendOptions; readonly children: ReactNode }) {
  const [client] = useState(() =>
    createCardfileClient({ endpoint: '/api/cardfile', fetch: createFakeBackend(shop).fetch }),
  )
  return (
    <CardfileProvider client={client} navigate={() => {}}>
      {children}
    </CardfileProvider>
  )
}
