import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { Checkout } from '../checkout/checkout.tsx'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { expiredCard, mastercard, visa } from '../testing/fixtures.ts'
import { SavedCardManager } from './saved-card-manager.tsx'

beforeEach(() => {
  // jsdom does not implement showModal() and close().
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
})

it('shows the amount and the consent text of an update, and replaces the card once it is paid', async () => {
  const createCheckout = vi.fn(() => Promise.resolve('order-1042'))
  const { user, backend, navigate, client, presses } = renderInShop(
    <SavedCardManager createCheckout={createCheckout} />,
    { cards: [visa, mastercard] },
  )
  await user.dblClick(await screen.findByRole('button', { name: 'Update: Mastercard ending in 4444' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Update: Mastercard ending in 4444' }))
  expect(createCheckout).toHaveBeenCalledExactlyOnceWith(mastercard)
  const pay = await dialog.findByRole('button', { name: 'Pay €12.95 and save card' })
  expect(dialog.getByText('The new card replaces Mastercard ending in 4444 once you have paid.')).toBeVisible()
  expect(dialog.getByText(/Save this card so I can pay faster/)).toBeVisible()
  expect(presses()).toHaveLength(0)
  await user.click(pay)
  await waitFor(() => expect(navigate).toHaveBeenCalledExactlyOnceWith('https://gateway.example/pay/payment-1'))
  expect((await client.listSavedCards()).map(({ id }) => id)).toContain(mastercard.id)
  backend.settle('payment-1', 'succeeded')
  expect((await client.listSavedCards()).map(({ id }) => id)).toEqual(['card-new', visa.id])
})

it('keeps the card when the customer cancels the update', async () => {
  const { user, presses } = renderInShop(<SavedCardManager createCheckout={() => Promise.resolve('order-1042')} />, {
    cards: [visa],
  })
  await user.click(await screen.findByRole('button', { name: 'Update: Visa ending in 4242' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  expect(presses()).toHaveLength(0)
})

it('announces that the shop could not create a checkout, and offers no update without createCheckout', async () => {
  const { user, rerender } = renderInShop(<SavedCardManager createCheckout={() => Promise.reject(new Error('No'))} />, {
    cards: [visa],
  })
  await user.click(await screen.findByRole('button', { name: 'Update: Visa ending in 4242' }))
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('That did not work. You can try again.'))
  rerender(<SavedCardManager />)
  expect(screen.queryByRole('button', { name: /Update/ })).not.toBeInTheDocument()
})

it('replaces the expired card at the checkout when the customer ticks the box', async () => {
  const { user, backend, navigate, client } = renderInShop(<Checkout checkoutId="order-1042" />, {
    cards: [expiredCard],
  })
  await user.click(await screen.findByRole('checkbox', { name: /Save this card/ }))
  const replaces = screen.getByRole('checkbox', {
    name: 'The new card replaces Visa ending in 1881 once you have paid.',
  })
  expect(replaces).not.toBeChecked()
  await user.click(replaces)
  await user.click(screen.getByRole('button', { name: 'Pay €12.95 and save card' }))
  await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
  backend.settle('payment-1', 'succeeded')
  expect((await client.listSavedCards()).map(({ id }) => id)).toEqual(['card-new'])
})

it.each([
  ['unticked', 0],
  ['ticked and then unticked', 2],
])('keeps the expired card when the box is %s', async (_, clicks) => {
  const { user, backend, navigate, client } = renderInShop(<Checkout checkoutId="order-1042" />, {
    cards: [expiredCard],
  })
  await user.click(await screen.findByRole('checkbox', { name: /Save this card/ }))
  for (let click = 0; click < clicks; click += 1) await user.click(screen.getByRole('checkbox', { name: /replaces/ }))
  await user.click(screen.getByRole('button', { name: 'Pay €12.95 and save card' }))
  await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
  backend.settle('payment-1', 'succeeded')
  expect((await client.listSavedCards()).map(({ id }) => id)).toEqual(['card-new', expiredCard.id])
})
