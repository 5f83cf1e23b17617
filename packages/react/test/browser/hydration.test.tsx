import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { commands, page } from 'vitest/browser'
import { OrderPage } from '../../src/examples/server.tsx'
import { createFakeBackend } from '../../src/testing/fake-backend.ts'
import { visa, withCvc } from '../../src/testing/fixtures.ts'
import { watchLayoutShifts } from './layout-shift.ts'

/** Hydrates HTML that was rendered in Node in a real browser. */

beforeEach(() => void vi.stubGlobal('fetch', createFakeBackend({ cards: [withCvc(visa, 'required')] }).fetch))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('hydrates without a warning or a layout shift, and works', async () => {
  const errors = vi.spyOn(console, 'error')
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
  expect(await shifts.elements()).toEqual([])
  expect(mismatches).toEqual([])
  expect(errors).not.toHaveBeenCalled()
  expect(screen.getByRole('button', { name: 'Pay €12.95' })).toBe(rendered)

  // The page is interactive: a press without a security code asks for it.
  await page.getByRole('button', { name: 'Pay €12.95' }).click()
  expect(screen.getByLabelText('Security code')).toHaveFocus()
})
