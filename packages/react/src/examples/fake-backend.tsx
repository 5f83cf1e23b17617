import { CardfileProvider, Checkout, createCardfileClient } from '@cardfile/react'
import { createFakeBackend, visa } from '@cardfile/react/testing'

const backend = createFakeBackend({ cards: [visa], scenario: 'insufficient_funds' })
const client = createCardfileClient({ endpoint: '/api/cardfile', fetch: backend.fetch })

export const underTest = (
  <CardfileProvider client={client}>
    <Checkout checkoutId="order-1042" />
  </CardfileProvider>
)
