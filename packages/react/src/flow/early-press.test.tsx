import { act, screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FakeBackendOptions } from '../testing/fake-backend.ts'
import { visa, withCvc } from '../testing/fixtures.ts'

// Modules anew for each test, in a browser that has not had an idle moment: what a press needs is not loaded yet.
beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('requestIdleCallback', () => 0)
})
afterEach(() => void vi.useRealTimers())
afterAll(() => void vi.unstubAllGlobals())

async function openCheckout(options: FakeBackendOptions) {
  const { renderInShop } = await import('../testing.tsx')
  const { Checkout } = await import('../checkout/checkout.tsx')
  const shop = renderInShop(<Checkout checkoutId="order-1042" />, options)
  return { ...shop, button: await screen.findByRole('button', { name: 'Pay €12.95' }) }
}

it('keeps a press that is quicker than what carries it out, and pays once', async () => {
  const { button, presses, user } = await openCheckout({ cards: [withCvc(visa, 'required')] })
  await user.type(screen.getByLabelText('Security code'), '123')
  act(() => {
    for (let click = 0; click < 50; click += 1) button.click()
  })
  expect(button).toHaveTextContent('Paying…')
  expect(presses()).toHaveLength(0)
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(presses()).toMatchObject([{ hadCvc: true }])
})

it('reads a checkout again in a page that comes back out of the browser’s memory', async () => {
  const { presses, backend } = await openCheckout({ cards: [visa] })
  backend.changePrice(9900)
  act(() => {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })
  expect(await screen.findByRole('button', { name: 'Pay €99.00' })).toBeVisible()
  expect(presses()).toHaveLength(0)
})

const buttons: [string, string, string, () => Promise<ReactElement>][] = [
  [
    'of a checkout',
    'Pay €12.95',
    'Pay €99.00',
    async () => {
      const { Checkout } = await import('../checkout/checkout.tsx')
      return <Checkout checkoutId="order-1042" />
    },
  ],
  [
    'alone on a page',
    'Pay €12.95 with Visa ending in 4242',
    'Pay €99.00 with Visa ending in 4242',
    async () => {
      const { PayWithSavedCardButton } = await import('../pay/pay-with-saved-card-button.tsx')
      return <PayWithSavedCardButton checkoutId="order-1042" confirm="none" />
    },
  ],
]

describe.each(buttons)('a button %s', (_, label, dearer, load) => {
  async function open() {
    const { renderInShop } = await import('../testing.tsx')
    const shop = renderInShop(await load(), { cards: [visa] })
    return { ...shop, button: await screen.findByRole('button', { name: label }) }
  }

  it('never carries a press out late, and says that nothing was taken', async () => {
    const { button, presses } = await open()
    vi.useFakeTimers({ toFake: ['Date'] })
    act(() => button.click())
    vi.setSystemTime(Date.now() + 11_000)
    await waitFor(() =>
      expect(screen.getByRole('status')).toHaveTextContent(/could not be loaded. You were not charged/),
    )
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
    expect(presses()).toHaveLength(0)
  })

  it('drops a press whose page has moved on', async () => {
    const { button, presses, rerender } = await open()
    act(() => button.click())
    rerender(<p>Another page</p>)
    await Promise.all([import('./flow-store.ts'), import('../pay/one-click-flow.tsx')])
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
    expect(presses()).toHaveLength(0)
  })

  it('shows a press as under way until it ends, also where what carries it out is there a moment sooner', async () => {
    const whenIdle: (() => unknown)[] = []
    vi.stubGlobal('requestIdleCallback', (task: () => unknown) => whenIdle.push(task))
    const race = vi.spyOn(Promise, 'race')
    const { button, presses } = await open()
    const shown: string[] = []
    const look = () => shown.push(button.textContent)
    new MutationObserver(look).observe(button, { subtree: true, childList: true, characterData: true })

    // A browser may take a task longer for the import of the press than for the one of its idle moment.
    race.mockImplementationOnce((loading) =>
      new Promise((resolve) => setTimeout(resolve, 50)).then(() => Promise.any(loading)),
    )
    act(() => button.click())
    await act(async () => {
      for (const task of whenIdle) await task()
      await Promise.all([import('./flow-store.ts'), import('../client/calls.ts'), import('../pay/one-click-flow.tsx')])
    })
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    expect(new Set(shown)).toEqual(new Set(['Paying…']))
    expect(presses()).toHaveLength(1)
    race.mockRestore()
  })

  it('pays the price that was on the button at the press, or nothing', async () => {
    const { button, backend, queryClient, presses } = await open()
    backend.changePrice(9900)
    act(() => button.click())
    await act(() => queryClient.refetchQueries())
    expect(await screen.findByRole('button', { name: dearer })).toBeVisible()
    expect(screen.getByRole('status')).toHaveTextContent('The price is now €99.00. You were not charged.')
    expect(presses()).toHaveLength(1)
  })
})
