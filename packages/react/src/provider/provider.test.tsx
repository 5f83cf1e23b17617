import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { Checkout } from '../checkout/checkout.tsx'
import { createCardfileClient } from '../client/client.ts'
import { ar } from '../messages/ar.ts'
import { de } from '../messages/de.ts'
import { checkoutQuery } from '../queries/checkout.queries.ts'
import { cardfileKeys } from '../queries/query-keys.ts'
import { createFakeBackend } from '../testing/fake-backend.ts'
import { visa } from '../testing/fixtures.ts'
import { CardfileProvider } from './cardfile-provider.tsx'

const checkout = <Checkout checkoutId="order-1042" />
const shop = () => {
  const { fetch, requests } = createFakeBackend({ cards: [visa] })
  return { requests, client: createCardfileClient({ endpoint: '/api/cardfile', fetch }) }
}

it('uses the shop’s QueryClient where there is one', async () => {
  const queryClient = new QueryClient()
  const { client } = shop()
  render(
    <QueryClientProvider client={queryClient}>
      <CardfileProvider client={client}>{checkout}</CardfileProvider>
    </QueryClientProvider>,
  )
  await screen.findByRole('button', { name: 'Pay €12.95' })
  expect(queryClient.getQueryData(cardfileKeys.checkout('order-1042'))).toBeDefined()
})

it('creates a QueryClient where there is none', async () => {
  const { client } = shop()
  render(<CardfileProvider client={client}>{checkout}</CardfileProvider>)
  expect(await screen.findByRole('button', { name: 'Pay €12.95' })).toBeVisible()
})

it('speaks the language it is given, and asks the backend for it', async () => {
  const { client, requests } = shop()
  const at = (messages: typeof de, locale: string) => (
    <CardfileProvider client={client} messages={messages} locale={locale}>
      {checkout}
    </CardfileProvider>
  )
  const { rerender, container } = render(at(de, 'de-AT'))
  expect(await screen.findByRole('button', { name: /^€\s12,95 zahlen$/ })).toBeVisible()
  expect(container.firstElementChild).toHaveAttribute('lang', 'de-AT')
  rerender(at(ar, 'ar'))
  await waitFor(() => expect(requests.at(-1)?.acceptLanguage).toBe('ar'))
  expect(container.firstElementChild).toHaveAttribute('dir', 'rtl')
})

it('renders prefetched data on the server', async () => {
  const queryClient = new QueryClient()
  const { client } = shop()
  await queryClient.prefetchQuery(checkoutQuery(client, 'order-1042'))
  const html = renderToString(
    <CardfileProvider client={client} queryClient={queryClient}>
      {checkout}
    </CardfileProvider>,
  )
  expect(html).toContain('Visa ending in 4242')
  expect(html).toContain('Pay €12.95')
  expect(html).not.toContain('style=')
})

it('renders a skeleton on the server without prefetched data, and hydrates without a warning', async () => {
  const { client } = shop()
  const ui = <CardfileProvider client={client}>{checkout}</CardfileProvider>
  const container = document.body.appendChild(document.createElement('div'))
  container.innerHTML = renderToString(ui)
  expect(container.querySelector('[aria-busy="true"]')).not.toBeNull()
  const warnings = vi.spyOn(console, 'error')
  render(ui, { container, hydrate: true })
  expect(await screen.findByRole('button', { name: 'Pay €12.95' })).toBeVisible()
  expect(warnings).not.toHaveBeenCalled()
})
