import { act, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { Checkout } from '../checkout/checkout.tsx'
import { buttonEn } from '../messages/en-button.ts'
import { mastercard, visa } from '../testing/fixtures.ts'
import { PayWithSavedCardButton } from './pay-with-saved-card-button.tsx'

beforeEach(() => {
  // jsdom has dialogs without the method that opens them.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const buttons: [name: string, ui: ReactElement, label: string, labelAfterPriceChange: string][] = [
  ['in a checkout', <Checkout key="1" checkoutId="order-1042" />, 'Pay €12.95', 'Pay €99.00'],
  [
    'alone on a page',
    <PayWithSavedCardButton key="2" checkoutId="order-1042" confirm="none" />,
    'Pay €12.95 with Visa ending in 4242',
    'Pay €99.00 with Visa ending in 4242',
  ],
]

describe.each(buttons)('a pay button %s', (_, ui, label, labelAfterPriceChange) => {
  async function open() {
    const shop = renderInShop(ui, { cards: [visa, mastercard] })
    return { ...shop, button: await screen.findByRole('button', { name: label }) }
  }

  it('sends the payment in the task of the press, and never again later', async () => {
    const { backend, button, presses } = await open()
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const fetch = vi.spyOn(backend, 'fetch')
    act(() => {
      button.click()
      expect(fetch.mock.calls.map(([url, init]) => [init?.method, url])).toEqual([['POST', '/api/cardfile/payments']])
    })
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    await act(() => vi.advanceTimersByTimeAsync(120_000))
    expect(presses()).toHaveLength(1)
  })

  it('pays once however often it is clicked in one task, with the same elements and without another read', async () => {
    const { backend, button, presses } = await open()
    const status = screen.getByRole('status')
    const reads = () => backend.requests.filter(({ path }) => path === '/checkouts/order-1042').length
    const readsBefore = reads()
    act(() => {
      for (let click = 0; click < 50; click += 1) button.click()
    })
    expect(button).toHaveTextContent('Paying…')
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    expect(presses()).toHaveLength(1)
    expect(screen.getByRole('status')).toBe(status)
    expect(reads()).toBe(readsBefore)
  })

  it('shows a press as in progress until it ends', async () => {
    const { button, presses } = await open()
    const labels: string[] = []
    new MutationObserver(() => labels.push(button.textContent)).observe(button, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    act(() => button.click())
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    expect(new Set(labels)).toEqual(new Set(['Paying…']))
    expect(presses()).toHaveLength(1)
  })

  it('loses no press when the page moves on, and repeats none', async () => {
    const { button, presses, rerender } = await open()
    act(() => button.click())
    rerender(<p>Another page</p>)
    rerender(ui)
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    expect(presses()).toHaveLength(1)
  })

  it('pays the price that was on the button at the press, or nothing', async () => {
    const { backend, button, presses, queryClient } = await open()
    backend.changePrice(9900)
    act(() => button.click())
    await act(() => queryClient.refetchQueries())
    expect(await screen.findByRole('button', { name: labelAfterPriceChange })).toBeVisible()
    expect(screen.getByRole('status')).toHaveTextContent(`The price is now €99.00. ${buttonEn.nothingTaken}`)
    expect(presses()).toHaveLength(1)
  })
})

it('reviews the purchase at a press, and pays nothing', async () => {
  const { presses } = renderInShop(<PayWithSavedCardButton checkoutId="order-1042" />, { cards: [visa, mastercard] })
  const button = await screen.findByRole('button', { name: 'Pay €12.95 with Visa ending in 4242' })
  act(() => button.click())
  expect(await screen.findByRole('dialog')).toBeVisible()
  expect(presses()).toHaveLength(0)
})

it('creates one checkout for two presses in one task', async () => {
  const createCheckout = vi.fn(() => Promise.resolve('order-1042'))
  renderInShop(<PayWithSavedCardButton createCheckout={createCheckout} />, { cards: [visa, mastercard] })
  const button = screen.getByRole('button', { name: 'Buy now' })
  act(() => {
    button.click()
    button.click()
  })
  expect(button).toHaveTextContent('One moment…')
  expect(await screen.findByRole('dialog')).toBeVisible()
  expect(createCheckout).toHaveBeenCalledOnce()
})

it('never pays by itself when the checkout is created late, whether the page is still there or not', async () => {
  let resolve: (checkoutId: string) => void = () => {}
  const createCheckout = () =>
    new Promise<string>((created) => {
      resolve = created
    })
  const ui = <PayWithSavedCardButton createCheckout={createCheckout} />
  const { presses, rerender } = renderInShop(ui, { cards: [visa] })
  act(() => screen.getByRole('button', { name: 'Buy now' }).click())
  const resolveLate = resolve
  rerender(<p>Another page</p>)
  await act(async () => resolveLate('order-1042'))
  rerender(ui)
  act(() => screen.getByRole('button', { name: 'Buy now' }).click())
  await act(async () => resolve('order-1042'))
  expect(await screen.findByRole('dialog')).toBeVisible()
  expect(presses()).toHaveLength(0)
})

it('offers no press to a customer who has paid', async () => {
  const ui = <PayWithSavedCardButton checkoutId="order-1042" />
  const { queryClient } = renderInShop(ui, { payment: 'succeeded', cards: [visa] })
  expect(screen.getByRole('button', { name: 'One moment…' })).toHaveAttribute('aria-disabled', 'true')
  await waitFor(() => expect(queryClient.getQueryData(['cardfile', 'checkout', 'order-1042'])).toBeDefined())
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(screen.queryByRole('button', { name: /Pay/ })).not.toBeInTheDocument()
})
