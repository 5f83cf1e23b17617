import { act, render, screen } from '@testing-library/react'
import { useLayoutEffect, type ReactElement } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { Checkout } from '../checkout/checkout.tsx'
import { createCardfileClient } from '../client/client.ts'
import { PayWithSavedCardButton } from '../one-click/pay-with-saved-card-button.tsx'
import { CardfileProvider } from '../provider/cardfile-provider.tsx'
import { createFakeBackend } from '../testing/fake-backend.ts'
import { visa } from '../testing/fixtures.ts'

const parts: Record<string, ReactElement> = {
  'a checkout': <Checkout checkoutId="order-1042" />,
  'a one-click button': <PayWithSavedCardButton checkoutId="order-1042" />,
}

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it.each(Object.entries(parts))('of %s is sent once, during render, and warms up number formatting', async (_, part) => {
  const backend = createFakeBackend({ cards: [visa] })
  const seen: string[] = []
  const client = createCardfileClient({
    endpoint: '/api/cardfile',
    async fetch(url, init) {
      seen.push('asked')
      const answer = await backend.fetch(url, init)
      seen.push('answered')
      return answer
    },
  })
  const watched: ProxyHandler<typeof Intl> = {
    get(target, name) {
      if (name === 'NumberFormat') seen.push('numbers')
      return Reflect.get(target, name)
    },
  }
  vi.stubGlobal('Intl', new Proxy(Intl, watched))
  function Page() {
    useLayoutEffect(() => void seen.push('made'))
    return <CardfileProvider client={client}>{part}</CardfileProvider>
  }
  render(<Page />)
  await screen.findByRole('button', { name: /€12.95/ })

  expect(seen.slice(0, 4)).toEqual(['asked', 'numbers', 'made', 'answered'])
  expect(backend.requests).toHaveLength(1)
})

/** Opens a checkout under fake timers. Returns a function that counts its reads since then. */
async function openCheckout(quoteLifetimeMs: number) {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const { backend } = renderInShop(<Checkout checkoutId="order-1042" />, { cards: [visa], quoteLifetimeMs })
  await screen.findByRole('button', { name: 'Pay €12.95' })
  await act(() => vi.advanceTimersByTimeAsync(1000))
  const before = backend.requests.length
  return () => backend.requests.length - before
}

it.each([
  ['15 minutes', 15 * 60_000, 10 * 60_000],
  ['30 minutes', 30 * 60_000, 20 * 60_000],
])('renews a quote that lives %s at two thirds of its life', async (_, quoteLifetimeMs, renewedAfterMs) => {
  const reads = await openCheckout(quoteLifetimeMs)
  await act(() => vi.advanceTimersByTimeAsync(renewedAfterMs - 10_000))
  expect(reads()).toBe(0)
  await act(() => vi.advanceTimersByTimeAsync(20_000))
  expect(reads()).toBe(1)
  await act(() => vi.advanceTimersByTimeAsync(renewedAfterMs))
  expect(reads()).toBe(2)
})

it('reads at most once a minute where every quote looks expired, because the browser’s clock is ahead', async () => {
  const reads = await openCheckout(-60 * 60_000)
  await act(() => vi.advanceTimersByTimeAsync(5 * 60_000))
  expect(reads()).toBe(5)
})

it('reads in no loop where every quote seems to live for months, because the browser’s clock is far behind', async () => {
  const reads = await openCheckout(60 * 24 * 60 * 60_000)
  await act(() => vi.advanceTimersByTimeAsync(5 * 60_000))
  expect(reads()).toBe(0)
})
