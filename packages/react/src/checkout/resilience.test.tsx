import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { visa, withCvc } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'

const checkout = <Checkout checkoutId="order-1042" />
const payButton = () => screen.findByRole('button', { name: 'Pay €12.95' })
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
const restoreFromBfcache = () =>
  act(() => {
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  })

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('one press is one request', () => {
  it('however often the button is clicked in one task', async () => {
    const { presses } = renderInShop(checkout, { cards: [visa] })
    const button = await payButton()
    act(() => {
      for (let click = 0; click < 50; click += 1) button.click()
    })
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    expect(presses()).toHaveLength(1)
  })

  it('with Enter held down in the CVC field', async () => {
    const { user, presses } = renderInShop(checkout, { cards: [withCvc(visa, 'required')], scenario: 'never_answers' })
    const code = await screen.findByLabelText('Security code')
    await user.type(code, '123')
    fireEvent.keyDown(code, { key: 'Enter' })
    for (let held = 0; held < 20; held += 1) fireEvent.keyDown(code, { key: 'Enter', repeat: true })
    fireEvent.keyDown(code, { key: 'Enter' })
    await wait(0)
    expect(presses()).toHaveLength(1)
  })

  it('in two parts of one checkout on one page', async () => {
    const { presses } = renderInShop(
      <>
        {checkout}
        {checkout}
      </>,
      { cards: [visa] },
    )
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Pay €12.95' })).toHaveLength(2))
    act(() => {
      for (const button of screen.getAllByRole('button', { name: 'Pay €12.95' })) button.click()
    })
    await waitFor(() => expect(screen.getAllByText('Paid €12.95')).toHaveLength(2))
    expect(presses()).toHaveLength(1)
  })
})

it('ignores a read that was sent before the press and arrives after it', async () => {
  const { user, backend, queryClient, presses } = renderInShop(checkout, { cards: [visa], scenario: 'stays_unknown' })
  await payButton()
  const { fetch } = backend
  let deliver = () => {}
  vi.spyOn(backend, 'fetch').mockImplementationOnce(async (url, init) => {
    const outdated = await fetch(url, init)
    await new Promise<void>((resolve) => {
      deliver = resolve
    })
    return outdated
  })
  void queryClient.invalidateQueries()
  await wait(0)
  await user.click(await payButton())
  expect(await screen.findByText('This payment is still being confirmed.')).toBeVisible()
  deliver()
  await wait(500)
  expect(screen.queryByRole('button', { name: /Pay/ })).not.toBeInTheDocument()
  expect(presses()).toHaveLength(1)
})

describe('a payment without an answer', () => {
  it('is polled for, and never sent again', async () => {
    const { user, presses } = renderInShop(checkout, { cards: [visa], scenario: 'answer_lost' })
    await user.click(await payButton())
    expect(await screen.findByText(/still being confirmed/)).toBeVisible()
    await wait(1500)
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    expect(presses()).toHaveLength(1)
  })

  it('enables the button after 30 s, says that a retry is safe, and uses a new key', async () => {
    const { user, presses, backend } = renderInShop(checkout, { cards: [visa], scenario: 'unreachable' })
    await user.click(await payButton())
    await wait(29_000)
    expect(screen.getByRole('button', { name: 'Paying…' })).toHaveAttribute('aria-disabled', 'true')
    await wait(2000)
    expect(await screen.findByText(/could not be reached. You will not be charged twice/)).toBeVisible()
    backend.play('approves')
    await user.click(await payButton())
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    const keys = presses().map(({ idempotencyKey }) => idempotencyKey)
    expect(new Set(keys).size).toBe(2)
  })

  it('is polled for while the request still hangs', async () => {
    const { user } = renderInShop(checkout, { cards: [visa], scenario: 'never_answers' })
    await user.click(await payButton())
    await wait(9000)
    expect(screen.queryByText(/still being confirmed/)).not.toBeInTheDocument()
    await wait(2000)
    expect(screen.getByText(/still being confirmed/)).toBeVisible()
    await wait(20_000)
    expect(await screen.findByText(/could not be reached/)).toBeVisible()
  })

  it('is shown when it turns up late', async () => {
    const { user, backend, queryClient } = renderInShop(checkout, { cards: [visa], scenario: 'unreachable' })
    await user.click(await payButton())
    await wait(31_000)
    backend.play('stays_unknown')
    await user.click(await payButton())
    expect(await screen.findByText('This payment is still being confirmed.')).toBeVisible()
    expect(screen.queryByText(/could not be reached/)).not.toBeInTheDocument()
    backend.settle('payment-1', 'succeeded')
    await act(() => queryClient.refetchQueries())
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
  })
})

it('refuses a press while offline, and sends nothing later', async () => {
  const { user, presses } = renderInShop(checkout, { cards: [withCvc(visa, 'required')] })
  const code = await screen.findByLabelText('Security code')
  await user.type(code, '123')
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  await user.click(await payButton())
  expect(await screen.findByText('You are offline.')).toBeVisible()
  expect(code).toHaveValue('123')
  online.mockReturnValue(true)
  act(() => void window.dispatchEvent(new Event('online')))
  await wait(60_000)
  expect(presses()).toHaveLength(0)
})

describe('the back button', () => {
  it('reads the checkout again, and pays nothing before the current price is shown', async () => {
    const { backend, presses } = renderInShop(checkout, { cards: [visa] })
    const button = await payButton()
    backend.changePrice(9900)
    restoreFromBfcache()
    act(() => button.click())
    expect(await screen.findByRole('button', { name: 'Pay €99.00' })).toBeVisible()
    expect(presses()).toHaveLength(0)
  })

  it('shows the open payment with its actions, not a frozen button', async () => {
    const { user, navigate } = renderInShop(checkout)
    await user.click(await payButton())
    await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
    restoreFromBfcache()
    expect(await screen.findByRole('button', { name: 'Cancel' })).toBeVisible()
  })

  it('shows the outcome of the payment', async () => {
    const { user, navigate, backend } = renderInShop(checkout)
    await user.click(await payButton())
    await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
    backend.settle('payment-1', 'succeeded')
    restoreFromBfcache()
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
  })

  it('enables the button when the navigation did not happen', async () => {
    const { user } = renderInShop(checkout)
    await user.click(await payButton())
    await wait(11_000)
    expect(await screen.findByRole('button', { name: 'Go to the payment page' })).toBeVisible()
  })
})

it('polls a payment until its outcome is known, and calls onSucceeded', async () => {
  const onSucceeded = vi.fn()
  const { user } = renderInShop(<Checkout checkoutId="order-1042" onSucceeded={onSucceeded} />, {
    cards: [visa],
    scenario: 'confirms_late',
  })
  await user.click(await payButton())
  expect(await screen.findByText('This payment is still being confirmed.')).toBeVisible()
  expect(screen.queryByRole('button')).not.toBeInTheDocument()
  await wait(8000)
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(onSucceeded).toHaveBeenCalledOnce()
})

it('shows a reference after a minute of confirming', async () => {
  renderInShop(checkout, { payment: 'confirming' })
  await screen.findByText('This payment is still being confirmed.')
  expect(screen.getByRole('status')).not.toHaveTextContent('payment-1')
  await wait(61_000)
  expect(screen.getByRole('status')).toHaveTextContent('Your reference: payment-1')
})

it('finds the payment of a part that was unmounted during the press', async () => {
  const { user, rerender, presses } = renderInShop(checkout, { cards: [visa], latencyMs: 500 })
  await user.click(await payButton())
  rerender(<p>Another page</p>)
  rerender(checkout)
  expect(screen.queryByRole('button', { name: 'Pay €12.95' })).not.toBeInTheDocument()
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(presses()).toHaveLength(1)
})

it('sends no payment by mounting, unmounting and mounting again in StrictMode', async () => {
  const { backend, rerender } = renderInShop(checkout, { cards: [visa] })
  await payButton()
  rerender(<p />)
  rerender(checkout)
  await payButton()
  expect(backend.requests.every(({ method }) => method === 'GET')).toBe(true)
})

it('reads a checkout again when another tab has paid it, also without focus', async () => {
  const { client } = renderInShop(checkout, { cards: [visa] })
  await payButton()
  await wait(500)
  const { quote } = await client.getCheckout('order-1042')
  const method = { type: 'saved-card', cardId: visa.id } as const
  await client.pay({ checkoutId: 'order-1042', quote, method }, { idempotencyKey: 'the other tab' })
  const otherTab = new BroadcastChannel('cardfile')
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is its own origin's
  otherTab.postMessage('order-1042')
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  otherTab.close()
})

it('tells the other tabs which checkout changed, and nothing else', async () => {
  const received: unknown[] = []
  const otherTab = new BroadcastChannel('cardfile')
  otherTab.addEventListener('message', ({ data }) => received.push(data))
  const { user } = renderInShop(checkout, { cards: [visa] })
  await user.click(await payButton())
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  await waitFor(() => expect(received).toEqual(['order-1042']))
  otherTab.close()
})
