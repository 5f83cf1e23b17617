import { act, screen, waitFor } from '@testing-library/react'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import type { FakeBackendOptions } from '../testing/fake-backend.ts'
import { mastercard, visa } from '../testing/fixtures.ts'
import type { PayWithSavedCardButtonProps } from './pay-with-saved-card-button.tsx'

// Modules anew for each test, in a browser that has not had an idle moment: the button knows only how it looks.
beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('requestIdleCallback', () => 0)
  // jsdom has dialogs without the method that opens them.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
})
afterAll(() => void vi.unstubAllGlobals())

const labelled = 'Pay €12.95 with Visa ending in 4242'

async function open(props: PayWithSavedCardButtonProps, options: FakeBackendOptions = { cards: [visa, mastercard] }) {
  const { renderInShop } = await import('../testing.tsx')
  const { PayWithSavedCardButton } = await import('./pay-with-saved-card-button.tsx')
  return renderInShop(<PayWithSavedCardButton {...props} />, options)
}

it('keeps a press that is quicker than what carries it out, and pays once, with the same button', async () => {
  const { presses, backend } = await open({ checkoutId: 'order-1042', confirm: 'none' })
  const button = await screen.findByRole('button', { name: labelled })
  const status = screen.getByRole('status')
  const reads = () => backend.requests.filter(({ path }) => path === '/checkouts/order-1042').length
  const readBefore = reads()
  act(() => {
    for (let click = 0; click < 50; click += 1) button.click()
  })
  expect(button).toHaveTextContent('Paying…')
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(presses()).toHaveLength(0)
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(presses()).toHaveLength(1)
  expect(screen.getByRole('status')).toBe(status)
  expect(reads()).toBe(readBefore)
})

it('opens the review that an early press asked for', async () => {
  const { presses } = await open({ checkoutId: 'order-1042' })
  const button = await screen.findByRole('button', { name: labelled })
  act(() => button.click())
  expect(await screen.findByRole('dialog')).toBeVisible()
  expect(presses()).toHaveLength(0)
})

it('makes one checkout for an early press', async () => {
  const createCheckout = vi.fn(() => Promise.resolve('order-1042'))
  await open({ createCheckout })
  const button = screen.getByRole('button', { name: 'Buy now' })
  act(() => {
    button.click()
    button.click()
  })
  expect(button).toHaveTextContent('One moment…')
  expect(await screen.findByRole('dialog')).toBeVisible()
  expect(createCheckout).toHaveBeenCalledOnce()
})

it('waits with a customer who has paid, or has no card, for what knows more', async () => {
  const { queryClient } = await open({ checkoutId: 'order-1042' }, { payment: 'succeeded', cards: [visa] })
  const button = screen.getByRole('button', { name: 'One moment…' })
  await waitFor(() => expect(queryClient.getQueryData(['cardfile', 'checkout', 'order-1042'])).toBeDefined())
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(screen.queryByRole('button', { name: /Pay/ })).not.toBeInTheDocument()
})
