import type { SavedCard } from '@cardfile/contract'
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { visa } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'

/** What the picker shows of each field. A new field does not compile without a decision; null shows nothing. */
const SHOWN: Readonly<Record<keyof SavedCard, RegExp | null>> = {
  id: null,
  brand: /Visa/,
  last4: /4242/,
  expiry: /\d\d\/\d\d/,
  state: /Expires/,
  isDefault: /Default/,
  // It decides whether there is a field for the security code.
  cvc: null,
}

it.each(Object.entries(SHOWN))('shows the %s of a saved card as %s', async (_, text) => {
  renderInShop(<Checkout checkoutId="order-1042" />, { cards: [{ ...visa, isDefault: true }] })
  const card = await screen.findByRole('radio', { name: /4242/ })
  if (text !== null) expect(card.closest('label')).toHaveTextContent(text)
  else expect(card.closest('label')).not.toHaveTextContent(visa.id)
})
