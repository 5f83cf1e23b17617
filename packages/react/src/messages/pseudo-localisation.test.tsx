import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { SavedCardManager } from '../cards/saved-card-manager.tsx'
import { Checkout } from '../checkout/checkout.tsx'
import { PayWithSavedCardButton } from '../one-click/pay-with-saved-card-button.tsx'
import { payableScenarios, renderInShop } from '../../test/support/render-in-shop.tsx'
import { consent, expiredCard, mastercard, visa, withCvc } from '../testing/fixtures.ts'
import { en } from './en.ts'
import type { Messages } from './messages.ts'

/** Pseudo-localisation: English in brackets. Text outside the brackets is hard-coded. */
const bracketed = <Group extends object>(group: Group): Group =>
  // Object.fromEntries loses the keys; every value of a group is a string.
  Object.fromEntries(Object.entries(group).map(([key, text]) => [key, `⟦${String(text)}⟧`])) as Group
const pseudo: Messages = {
  ...en,
  common: bracketed(en.common),
  button: bracketed(en.button),
  card: bracketed(en.card),
  checkout: bracketed(en.checkout),
  status: bracketed(en.status),
  manager: bracketed(en.manager),
}

/** Visible or announced text from neither the messages nor the consent, which comes from the backend. */
function unlocalisedIn(container: Element): string[] {
  const attributes = ['aria-label', 'aria-description', 'placeholder', 'title', 'alt', 'value']
  const said = [...container.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent ?? ''),
    ...attributes.map((name) => (element.matches('input[type="radio"]') ? '' : (element.getAttribute(name) ?? ''))),
  ])
  return said.filter((text) => {
    let rest = text
    // Messages can contain other messages, such as a card's name: strip the innermost first.
    while (/⟦[^⟦⟧]*⟧/.test(rest)) rest = rest.replaceAll(/⟦[^⟦⟧]*⟧/g, '')
    return /\p{L}/u.test(rest) && rest !== consent.text
  })
}

const cards = [withCvc(visa, 'optional'), mastercard, expiredCard]

it.each(payableScenarios)('takes all text of a checkout from the messages: %s', async (scenario) => {
  const { container, user, presses } = renderInShop(<Checkout checkoutId="order-1042" />, {
    cards,
    scenario,
    messages: pseudo,
  })
  await user.click(await screen.findByRole('button', { name: '⟦Pay €12.95⟧' }))
  await waitFor(() => expect(presses()).toHaveLength(1))
  expect(container).toHaveTextContent('⟦')
  expect(unlocalisedIn(container)).toEqual([])
})

it('takes all text of the account page from the messages', async () => {
  const { container } = renderInShop(<SavedCardManager />, { cards, messages: pseudo })
  expect(await screen.findAllByRole('button', { name: /⟦Remove⟧/ })).toHaveLength(3)
  expect(unlocalisedIn(container)).toEqual([])
})

it('takes all text of a standalone button from the messages', async () => {
  const { container } = renderInShop(<PayWithSavedCardButton checkoutId="order-1042" />, { cards, messages: pseudo })
  await screen.findByRole('button', { name: /^⟦Pay €12.95 with/ })
  expect(unlocalisedIn(container)).toEqual([])
})

it('takes all text of a first purchase from the messages', async () => {
  const { container } = renderInShop(<Checkout checkoutId="order-1042" />, { messages: pseudo })
  expect(await screen.findByRole('checkbox', { name: consent.text })).toBeVisible()
  expect(unlocalisedIn(container)).toEqual([])
})

it('finds text that is not from the messages', () => {
  document.body.innerHTML = '<p>⟦Pay ⟦Visa⟧⟧ now</p>'
  expect(unlocalisedIn(document.body)).toEqual(['⟦Pay ⟦Visa⟧⟧ now'])
})
