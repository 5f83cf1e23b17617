import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { commands, page } from 'vitest/browser'
import { OrderPage } from '../../src/examples/server.tsx'
import { createFakeBackend } from '../../src/testing/fake-backend.ts'
import { visa, withCvc } from '../../src/testing/fixtures.ts'
import { watchLayoutShifts } from './layout-shift.ts'

/** What a server without a window rendered, taken over by a real browser. */

beforeEach(() => void vi.stubGlobal('fetch', createFakeBackend({ cards: [withCvc(visa, 'required')] }).fetch))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('hydrates without a word, moves nothing, and works', async () => {
  const complaints = vi.spyOn(console, 'error')
  const { html, state } = await commands.renderOnServer()
  const container = document.createElement('div')
  container.innerHTML = html
  document.body.append(container)
  const rendered = screen.getByRole('button', { name: 'Pay €12.95' })

  const shifts = watchLayoutShifts()
  const mismatches: unknown[] = []
  render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <OrderPage orderId="order-1042" state={state} />
      </QueryClientProvider>
    </StrictMode>,
    { container, hydrate: true, onRecoverableError: (error) => mismatches.push(error) },
  )
  expect(await shifts.moved()).toEqual([])
  expect(mismatches).toEqual([])
  expect(complaints).not.toHaveBeenCalled()
  expect(screen.getByRole('button', { name: 'Pay €12.95' })).toBe(rendered)

  // Without a code it asks for one: the page that came from the server is alive.
  await page.getByRole('button', { name: 'Pay €12.95' }).click()
  expect(screen.getByLabelText('Security code')).toHaveFocus()
})
