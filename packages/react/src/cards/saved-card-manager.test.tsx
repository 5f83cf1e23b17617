import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buttonEn } from '../messages/en-button.ts'
import { cardEn } from '../messages/en-card.ts'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { amex, expiredCard, mastercard, unknownCard, visa } from '../testing/fixtures.ts'
import { cardExpiry } from './card-expiry.ts'
import { brandName, cardName } from './card-name.ts'
import { SavedCardManager } from './saved-card-manager.tsx'

describe('the name of a card', () => {
  it.each([
    [visa, 'Visa ending in 4242', 'Expires 08/29'],
    [amex, 'American Express ending in 0005', 'Expires 03/30'],
    [mastercard, 'Mastercard ending in 4444', 'Expires soon: 12/26'],
    [expiredCard, 'Visa ending in 1881', 'Expired 06/25'],
    [unknownCard, 'Card ending in 7788', ''],
    [{ ...unknownCard, last4: null }, 'Card', ''],
    [{ ...visa, last4: null }, 'Visa', 'Expires 08/29'],
  ])('of %j is %s', (card, name, expiry) => {
    expect(cardName(card, buttonEn, 'ltr')).toBe(name)
    expect(cardExpiry(card, cardEn, 'ltr')).toBe(expiry)
  })

  it('capitalises an unknown brand', () => {
    expect(brandName('cartes-bancaires')).toBe('Cartes-bancaires')
  })
})

describe('the account page', () => {
  it('explains how to save a card when there is none', async () => {
    renderInShop(<SavedCardManager />)
    expect(await screen.findByText(/None yet/)).toBeVisible()
  })

  it('makes another card the default, and announces it', async () => {
    const { user, backend } = renderInShop(<SavedCardManager />, { cards: [visa, mastercard] })
    await user.click(await screen.findByRole('button', { name: 'Make default: Mastercard ending in 4444' }))
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Default: Mastercard ending in 4444'))
    expect(await screen.findByRole('button', { name: 'Make default: Visa ending in 4242' })).toBeVisible()
    expect(backend.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })

  it('cannot make an expired card the default', async () => {
    renderInShop(<SavedCardManager />, { cards: [visa, expiredCard] })
    expect(await screen.findByText('Visa ending in 1881')).toBeVisible()
    expect(screen.queryByRole('button', { name: /Make default/ })).not.toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Remove: Visa ending in 1881' })).toBeVisible()
  })

  it('asks a signed-out customer to sign in', async () => {
    renderInShop(<SavedCardManager />, { scenario: 'signed_out' })
    expect(await screen.findByText('Please sign in.')).toBeVisible()
  })
})
