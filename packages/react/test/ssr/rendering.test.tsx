// @vitest-environment node
import { text } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { HydrationBoundary, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, type ReactElement } from 'react'
import { renderToPipeableStream, renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Checkout } from '../../src/checkout/checkout.tsx'
import { loadOrder, OrderPage } from '../../src/examples/server.tsx'
import { PayWithSavedCardButton } from '../../src/one-click/pay-with-saved-card-button.tsx'
import { CardfileProvider } from '../../src/provider/cardfile-provider.tsx'
import { createFakeBackend } from '../../src/testing/fake-backend.ts'
import { mastercard, visa, withCvc } from '../../src/testing/fixtures.ts'

/** Runs in Node without a window, so any access to one throws. */

const cookie = 'session=ada'
let requests: { readonly url: string; readonly cookie: string | null }[] = []

beforeEach(() => {
  const backend = createFakeBackend({ cards: [withCvc(visa, 'required'), mastercard] })
  requests = []
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    requests.push({ url, cookie: new Headers(init?.headers).get('cookie') })
    return backend.fetch(url, init)
  })
})
afterEach(() => void vi.unstubAllGlobals())

async function page(): Promise<ReactElement> {
  return (
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <OrderPage orderId="order-1042" state={await loadOrder('order-1042', cookie)} />
      </QueryClientProvider>
    </StrictMode>
  )
}

const renderers: Record<string, (ui: ReactElement) => Promise<string>> = {
  'as a string': async (ui) => renderToString(ui),
  'as a stream': (ui) =>
    new Promise((resolve, reject) => {
      const { pipe } = renderToPipeableStream(ui, {
        onShellReady: () => resolve(text(pipe(new PassThrough()))),
        onError: reject,
      })
    }),
}

it.each(Object.entries(renderers))('renders the data loaded on the server, %s', async (_, render) => {
  expect(globalThis).not.toHaveProperty('window')
  const html = (await render(await page())).replaceAll('<!-- -->', '')
  expect(html).toContain('Visa ending in 4242')
  expect(html).toContain('Mastercard ending in 4444')
  expect(html).toContain('Pay €12.95')
  expect(html).toMatch(/<input[^>]* autoComplete="cc-csc"/i)
  expect(html).not.toContain('style=')
  expect(requests).toEqual([{ url: 'https://shop.example/api/cardfile/checkouts/order-1042', cookie }])
})

it('renders a one-click button with its price, its card and an empty live region', async () => {
  const html = renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <HydrationBoundary state={await loadOrder('order-1042', cookie)}>
        <CardfileProvider endpoint="/api/cardfile">
          <PayWithSavedCardButton checkoutId="order-1042" />
        </CardfileProvider>
      </HydrationBoundary>
    </QueryClientProvider>,
  )
  expect(html).toContain('Pay €12.95 with Visa ending in 4242')
  expect(html).toContain('<output')
  expect(requests).toHaveLength(1)
})

it('sends no request while rendering: the browser loads the data', () => {
  const html = renderToString(
    <CardfileProvider endpoint="https://shop.example/api/cardfile">
      <Checkout checkoutId="order-1042" />
      <PayWithSavedCardButton checkoutId="order-1042" />
    </CardfileProvider>,
  )
  expect(html).toContain('One moment…')
  expect(requests).toEqual([])
})

it('renders the loading state when the server could not load the checkout', async () => {
  vi.stubGlobal('fetch', createFakeBackend({ scenario: 'signed_out' }).fetch)
  expect(renderToString(await page())).toContain('aria-busy="true"')
})
