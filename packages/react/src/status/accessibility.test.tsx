import { screen, waitFor } from '@testing-library/react'
import axe from 'axe-core'
import { expect, it } from 'vitest'
import { SavedCardManager } from '../cards/saved-card-manager.tsx'
import { Checkout } from '../checkout/checkout.tsx'
import { ar } from '../messages/ar.ts'
import { payableScenarios, renderInShop } from '../../test/support/render-in-shop.tsx'
import type { FakeBackendOptions } from '../testing/fake-backend.ts'
import { expiredCard, mastercard, visa, withCvc } from '../testing/fixtures.ts'

async function violationsIn(container: HTMLElement): Promise<string[]> {
  // jsdom computes no colours: the stories check contrast in a browser.
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
}

const cards = [withCvc(visa, 'optional'), mastercard, expiredCard]

it.each(['confirming', 'succeeded', 'redirect', 'declined', 'cancelled', 'expired', 'review', 'surplus'] as const)(
  'is accessible when it opens on a payment that is %s',
  async (payment) => {
    const { container } = renderInShop(<Checkout checkoutId="order-1042" />, { cards, payment })
    await waitFor(() => expect(screen.getByRole('status')).not.toBeEmptyDOMElement())
    expect(await violationsIn(container)).toEqual([])
  },
)

it.each(payableScenarios)('is accessible before and after a press: %s', async (scenario) => {
  const { container, user, presses } = renderInShop(<Checkout checkoutId="order-1042" />, { cards, scenario })
  const button = await screen.findByRole('button', { name: 'Pay €12.95' })
  expect(await violationsIn(container)).toEqual([])
  await user.click(button)
  await waitFor(() => expect(presses()).toHaveLength(1))
  expect(await violationsIn(container)).toEqual([])
})

it.each<[string, FakeBackendOptions]>([
  ['without cards', {}],
  ['with cards', { cards }],
  ['while loading', { scenario: 'never_loads' }],
  ['signed out', { scenario: 'signed_out' }],
])('has an accessible account page %s', async (_, options) => {
  const { container } = renderInShop(<SavedCardManager />, { ...options, messages: ar })
  await screen.findByRole('heading', { name: ar.manager.savedCards })
  expect(await violationsIn(container)).toEqual([])
})
