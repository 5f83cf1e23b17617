import { QueryClient, QueryClientProvider, type DehydratedState } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { loadOrder, OrderPage } from '../../src/examples/server.tsx'
import { createFakeBackend } from '../../src/testing/fake-backend.ts'
import { visa, withCvc } from '../../src/testing/fixtures.ts'

/** Renders an order page in Node, as a shop's server does. */
export async function renderPage(): Promise<{ html: string; state: DehydratedState }> {
  const { fetch } = globalThis
  const backend = createFakeBackend({ cards: [withCvc(visa, 'required')] })
  globalThis.fetch = (asked, init) => backend.fetch(new Request(asked).url, init)
  try {
    const state = await loadOrder('order-1042', 'session=ada')
    const html = renderToString(
      <StrictMode>
        <QueryClientProvider client={new QueryClient()}>
          <OrderPage orderId="order-1042" state={state} />
        </QueryClientProvider>
      </StrictMode>,
    )
    return { html, state }
  } finally {
    globalThis.fetch = fetch
  }
}
