import { render, screen } from '@testing-library/react'
import { useLayoutEffect, type ReactElement } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { createCardfileClient } from '../client/client.ts'
import { PayWithSavedCardButton } from '../pay/pay-with-saved-card-button.tsx'
import { CardfileProvider } from '../provider/cardfile-provider.tsx'
import { createFakeBackend } from '../testing/fake-backend.ts'
import { visa } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'

const parts: Record<string, ReactElement> = {
  'a checkout': <Checkout checkoutId="order-1042" />,
  'a one-click button': <PayWithSavedCardButton checkoutId="order-1042" />,
}

afterEach(() => void vi.unstubAllGlobals())

it.each(Object.entries(parts))(
  'of %s leaves once, while the page is made, and warms the numbers up',
  async (_, part) => {
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
  },
)
