import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { expiredCard, mastercard, visa, withCvc } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'

const checkout = <Checkout checkoutId="order-1042" />
const payButton = () => screen.findByRole('button', { name: 'Pay €12.95' })

describe('with a new card', () => {
  it('goes to the hosted page, and saves no card without consent', async () => {
    const { user, navigate, backend } = renderInShop(checkout)
    await user.click(await payButton())
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith('https://gateway.example/pay/payment-1'))
    expect(backend.settle('payment-1', 'succeeded').method).toEqual({ type: 'new-card', saving: false })
  })

  it('asks for consent with an unticked box, and names saving on the button once it is ticked', async () => {
    const { user, navigate, backend } = renderInShop(checkout)
    const box = await screen.findByRole('checkbox', { name: /Save this card/ })
    expect(box).not.toBeChecked()
    await user.click(box)
    await user.click(screen.getByRole('button', { name: 'Pay €12.95 and save card' }))
    await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
    expect(backend.settle('payment-1', 'succeeded').method).toEqual({ type: 'new-card', saving: true })
  })

  it('carries neither consent nor CVC over to another checkout', async () => {
    const { user, rerender, backend } = renderInShop(checkout)
    await user.click(await screen.findByRole('checkbox'))
    const { fetch } = backend
    // Makes the fake shop answer for a second checkout.
    vi.spyOn(backend, 'fetch').mockImplementation(async (url, init) => {
      const answer = await fetch(url.replace('order-1043', 'order-1042'), init)
      return new Response((await answer.text()).replaceAll('order-1042', 'order-1043'))
    })
    rerender(<Checkout checkoutId="order-1043" />)
    await waitFor(() => expect(screen.getByRole('checkbox')).not.toBeChecked())
  })

  it('shows changed terms with an unticked box, and waits for a new press', async () => {
    const { user, presses, navigate } = renderInShop(checkout, { scenario: 'consent_changes' })
    await user.click(await screen.findByRole('checkbox'))
    await user.click(screen.getByRole('button', { name: /and save card/ }))
    expect(await screen.findByRole('checkbox', { name: /one-click payments/ })).not.toBeChecked()
    expect(screen.getByRole('status')).toHaveTextContent('The terms have changed')
    expect(presses()).toHaveLength(1)
    expect(navigate).not.toHaveBeenCalled()
  })
})

describe('with a saved card', () => {
  it('charges the default card in one press and calls onSucceeded once', async () => {
    const onSucceeded = vi.fn()
    const { user, presses, rerender } = renderInShop(<Checkout checkoutId="order-1042" onSucceeded={onSucceeded} />, {
      cards: [mastercard, visa],
    })
    expect(await screen.findByRole('radio', { name: /Visa ending in 4242/ })).toBeChecked()
    await user.click(await payButton())
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    rerender(<Checkout checkoutId="order-1042" onSucceeded={onSucceeded} className="again" />)
    await waitFor(() => expect(onSucceeded).toHaveBeenCalledOnce())
    expect(presses()).toHaveLength(1)
    expect(presses()[0]).toMatchObject({ hadCvc: false, acceptLanguage: 'en' })
  })

  it('keeps the chosen card selected after a decline', async () => {
    const { user } = renderInShop(checkout, { cards: [visa, mastercard], scenario: 'insufficient_funds' })
    await user.click(await screen.findByRole('radio', { name: /Mastercard/ }))
    await user.click(await payButton())
    expect(await screen.findByText('There is not enough money on this card.')).toBeVisible()
    expect(screen.getByRole('radio', { name: /Mastercard/ })).toBeChecked()
    expect(await payButton()).toHaveFocus()
  })

  it('selects another card after a decline that is final for this one, unless the customer chooses it again', async () => {
    const { user, presses } = renderInShop(checkout, { cards: [visa, mastercard], scenario: 'saved_card_invalid' })
    await user.click(await payButton())
    expect(await screen.findByText('This saved card no longer works.')).toBeVisible()
    expect(screen.getByRole('radio', { name: /Mastercard/ })).toBeChecked()
    await user.click(screen.getByRole('radio', { name: /Visa/ }))
    expect(screen.getByRole('radio', { name: /Visa/ })).toBeChecked()
    expect(presses()).toHaveLength(1)
  })

  it('keeps the chosen card selected on the return from a failed step-up', async () => {
    const { user, rerender, backend, navigate } = renderInShop(checkout, {
      cards: [visa, mastercard],
      scenario: 'step_up',
    })
    await user.click(await screen.findByRole('radio', { name: /Mastercard/ }))
    await user.click(await payButton())
    await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
    backend.settle('payment-1', 'authentication_failed')
    rerender(<p>The bank’s page</p>)
    rerender(checkout)
    act(() => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
    expect(await screen.findByText('Your bank could not confirm that it was you.')).toBeVisible()
    expect(screen.getByRole('radio', { name: /Mastercard/ })).toBeChecked()
  })

  it('offers another card after a decline of this one', async () => {
    const { user } = renderInShop(checkout, { cards: [visa], scenario: 'card_declined' })
    await user.click(await payButton())
    await user.click(await screen.findByRole('button', { name: 'Another card' }))
    expect(screen.getByRole('radio', { name: /Another card/ })).toBeChecked()
    expect(screen.getByRole('radio', { name: /Another card/ })).toHaveFocus()
  })

  it('offers the hosted page when the customer could not be authenticated', async () => {
    const { user, navigate, presses } = renderInShop(checkout, { cards: [visa], scenario: 'authentication_failed' })
    await user.click(await payButton())
    await user.click(await screen.findByRole('button', { name: 'Go to the payment page' }))
    await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
    const [first, second] = presses()
    expect(first?.idempotencyKey).not.toBe(second?.idempotencyKey)
  })

  it('goes to the bank’s page for a step-up', async () => {
    const { user, navigate } = renderInShop(checkout, { cards: [visa], scenario: 'step_up' })
    await user.click(await payButton())
    await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith('https://gateway.example/pay/payment-1'))
  })

  it('shows an expired card and disables it', async () => {
    const { user } = renderInShop(checkout, { cards: [{ ...expiredCard, isDefault: true }] })
    const radio = await screen.findByRole('radio', { name: /Visa ending in 1881 Expired 06\/25/ })
    expect(radio).toBeDisabled()
    await user.click(radio)
    expect(screen.getByRole('radio', { name: /Another card/ })).toBeChecked()
  })

  it('shows a new price and waits for a new press', async () => {
    const { user, presses } = renderInShop(checkout, { cards: [visa], scenario: 'price_changes' })
    await user.click(await payButton())
    const newPrice = await screen.findByRole('button', { name: 'Pay €14.45' })
    expect(screen.getByRole('status')).toHaveTextContent('The price is now €14.45')
    expect(presses()).toHaveLength(1)
    await user.click(newPrice)
    expect(await screen.findByText('Paid €14.45')).toBeVisible()
  })
})

describe('the return to a checkout', () => {
  it('shows that it is paid and calls onSucceeded', async () => {
    const onSucceeded = vi.fn()
    renderInShop(<Checkout checkoutId="order-1042" onSucceeded={onSucceeded} />, { payment: 'succeeded' })
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    expect(screen.getByRole('status')).toHaveTextContent('Your card is saved.')
    expect(onSucceeded).toHaveBeenCalledOnce()
  })

  it('offers to continue an open payment, or to pay another way', async () => {
    const { user, navigate } = renderInShop(checkout, { payment: 'redirect' })
    await user.click(await screen.findByRole('button', { name: 'Go to the payment page' }))
    expect(navigate).toHaveBeenCalledExactlyOnceWith('https://gateway.example/pay/payment-1')
  })

  it('cancels an open payment before another one', async () => {
    const { user, backend, presses } = renderInShop(checkout, { cards: [visa], payment: 'redirect' })
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    await user.click(await payButton())
    expect(await screen.findByText('Paid €12.95')).toBeVisible()
    expect(backend.requests.map(({ path }) => path)).toContain('/payments/payment-1/cancel')
    expect(presses()).toHaveLength(1)
  })

  it('shows the payment of another tab instead of starting a second one', async () => {
    const { user, backend, client } = renderInShop(checkout, { cards: [visa], scenario: 'stays_unknown' })
    await payButton()
    const { quote } = await client.getCheckout('order-1042')
    const method = { type: 'saved-card', cardId: visa.id } as const
    await client.pay({ checkoutId: 'order-1042', quote, method }, { idempotencyKey: 'the other tab' })
    await user.click(await payButton())
    expect(await screen.findByText('This payment is still being confirmed.')).toBeVisible()
    expect(screen.queryByRole('button', { name: /Pay/ })).not.toBeInTheDocument()
    expect(backend.requests.filter(({ method: verb }) => verb === 'POST')).toHaveLength(2)
  })
})

it('asks to sign in when the session has ended', async () => {
  renderInShop(checkout, { scenario: 'signed_out' })
  expect(await screen.findByText('Please sign in.')).toBeVisible()
})

it('says that nothing was charged when the session ended before the press', async () => {
  const { user } = renderInShop(checkout, { cards: [withCvc(visa, 'optional')], scenario: 'signed_out_at_press' })
  await user.click(await payButton())
  expect(await screen.findByText('Please sign in.')).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent('You were not charged.')
})
