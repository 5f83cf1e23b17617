import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { visa } from '../testing/fixtures.ts'
import { PayWithSavedCardButton } from './pay-with-saved-card-button.tsx'
import { SaveCardButton } from './save-card-button.tsx'

beforeEach(() => {
  // jsdom has dialogs without the method that opens them.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
})

it('names the card and the price, and pays in one press with confirm="none"', async () => {
  const onSucceeded = vi.fn()
  const button = <PayWithSavedCardButton checkoutId="order-1042" confirm="none" onSucceeded={onSucceeded} />
  const { user, presses } = renderInShop(button, { cards: [visa] })
  await user.click(await screen.findByRole('button', { name: 'Pay €12.95 with Visa ending in 4242' }))
  expect(await screen.findByText('Paid €12.95')).toBeVisible()
  expect(presses()).toHaveLength(1)
  expect(onSucceeded).toHaveBeenCalledOnce()
})

it('offers a new card to a customer without a saved one', async () => {
  const { user, navigate } = renderInShop(<PayWithSavedCardButton checkoutId="order-1042" />)
  await user.click(await screen.findByRole('checkbox', { name: /Save this card/ }))
  await user.click(screen.getByRole('button', { name: 'Pay €12.95 and save card' }))
  await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
})

it('pays with a new card in a SaveCardButton, whatever cards are saved', async () => {
  const { user, navigate } = renderInShop(<SaveCardButton checkoutId="order-1042" />, { cards: [visa] })
  expect(await screen.findByRole('checkbox')).not.toBeChecked()
  await user.click(screen.getByRole('button', { name: 'Pay €12.95' }))
  await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
})

it('creates one checkout however often it is pressed, and reports a failure', async () => {
  const createCheckout = vi.fn(() => Promise.reject<string>(new Error('The cart is empty')))
  const { user } = renderInShop(<PayWithSavedCardButton createCheckout={createCheckout} />)
  const button = screen.getByRole('button', { name: 'Buy now' })
  await user.dblClick(button)
  await waitFor(() => expect(screen.getByText('This could not be loaded.')).toBeVisible())
  expect(createCheckout.mock.calls.length).toBeLessThanOrEqual(2)
  createCheckout.mockReturnValue(new Promise(() => {}))
  createCheckout.mockClear()
  await user.dblClick(screen.getByRole('button', { name: 'Buy now' }))
  expect(createCheckout).toHaveBeenCalledOnce()
})

it('keeps its button, and the focus, from "Buy now" to the price', async () => {
  const { user } = renderInShop(<PayWithSavedCardButton createCheckout={() => Promise.resolve('order-1042')} />, {
    cards: [visa],
  })
  const button = screen.getByRole('button', { name: 'Buy now' })
  await user.click(button)
  await waitFor(() => expect(button).toHaveAccessibleName('Pay €12.95 with Visa ending in 4242'))
  expect(button).toBeInTheDocument()
})
