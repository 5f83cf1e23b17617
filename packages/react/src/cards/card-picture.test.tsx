import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Checkout } from '../checkout/checkout.tsx'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { amex, expiredCard, mastercard, unknownCard, visa } from '../testing/fixtures.ts'
import { CardPicture, type CardPictureProps } from './card-picture.tsx'
import { SavedCardManager } from './saved-card-manager.tsx'

function fillOf(card: CardPictureProps['card']): string | null | undefined {
  const { container, unmount } = render(<CardPicture card={card} />)
  const fill = container.querySelector('path')?.getAttribute('fill')
  unmount()
  return fill
}

it('has a colour for each known brand, and one for all others', () => {
  expect(new Set([visa, mastercard, amex, unknownCard].map(fillOf)).size).toBe(4)
  expect(fillOf({ ...visa, brand: 'cartes-bancaires' })).toBe(fillOf(unknownCard))
})

it('is grey for an expired card', () => {
  expect(fillOf({ ...visa, state: 'expired' })).toBe(fillOf(unknownCard))
})

it('is beside every card, and hidden from assistive technology', async () => {
  const { container } = renderInShop(
    <>
      <Checkout checkoutId="order-1042" />
      <SavedCardManager />
    </>,
    { cards: [visa, expiredCard] },
  )
  expect(await screen.findByRole('radio', { name: 'Visa ending in 4242 Expires 08/29 · Default' })).toBeVisible()
  expect(await screen.findAllByRole('listitem')).toHaveLength(2)
  const pictures = [...container.querySelectorAll('svg')]
  expect(pictures).toHaveLength(5)
  for (const picture of pictures) expect(picture).toHaveAttribute('aria-hidden', 'true')
})

it('keeps a checkout with one card within 20 elements', async () => {
  const { container } = renderInShop(<Checkout checkoutId="order-1042" />, { cards: [visa] })
  await screen.findByRole('button', { name: 'Pay €12.95' })
  expect(container.querySelectorAll('*').length).toBeLessThanOrEqual(20)
})
