import { QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, type ReactElement } from 'react'
import { vi } from 'vitest'
import { createCardfileClient } from '../../src/client/client.ts'
import type { Messages } from '../../src/messages/messages.ts'
import { CardfileProvider } from '../../src/provider/cardfile-provider.tsx'
import { createFakeBackend, type FakeBackendOptions } from '../../src/testing/fake-backend.ts'
import { SCENARIOS, type Scenario } from '../../src/testing/scenarios.ts'

/** The scenarios in which a pay button is shown. */
export const payableScenarios = Object.keys(SCENARIOS).filter(
  (name): name is Scenario => !/^never|^load|^signed_out$/.test(name),
)

/** Renders a part on a fake backend, in StrictMode. */
export function renderInShop(ui: ReactElement, options: FakeBackendOptions & { readonly messages?: Messages } = {}) {
  const backend = createFakeBackend(options)
  const navigate = vi.fn<(url: string) => void>()
  const queryClient = new QueryClient({ defaultOptions: { queries: { retryDelay: 10 } } })
  const client = createCardfileClient({ endpoint: '/api/cardfile', fetch: (url, init) => backend.fetch(url, init) })
  const { messages } = options
  const wrap = (children: ReactElement) => (
    <StrictMode>
      <CardfileProvider client={client} queryClient={queryClient} navigate={navigate} {...(messages && { messages })}>
        {children}
      </CardfileProvider>
    </StrictMode>
  )
  const screen = render(wrap(ui))
  return {
    backend,
    navigate,
    queryClient,
    client,
    user: userEvent.setup({ delay: null }),
    container: screen.container,
    unmount: screen.unmount,
    rerender: (next: ReactElement) => screen.rerender(wrap(next)),
    /** The payment requests so far. */
    presses: () => backend.requests.filter(({ method, path }) => method === 'POST' && path === '/payments'),
  }
}
