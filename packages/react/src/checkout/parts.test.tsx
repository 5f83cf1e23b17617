import { render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { SavedCardManager } from '../cards/saved-card-manager.tsx'
import { CvcField } from '../cvc/cvc-field.tsx'
import { PayWithSavedCardButton } from '../one-click/pay-with-saved-card-button.tsx'
import { SaveCardButton } from '../one-click/save-card-button.tsx'
import { CardfileProvider } from '../provider/cardfile-provider.tsx'
import { PaymentStatus } from '../status/payment-status.tsx'
import { renderInShop } from '../../test/support/render-in-shop.tsx'
import { visa, withCvc } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'
import { SaveCardConsent } from './save-card-consent.tsx'
import { SavedCardPicker } from './saved-card-picker.tsx'

const inProvider = (part: ReactElement) => <CardfileProvider endpoint="/api/cardfile">{part}</CardfileProvider>

function errorOf(ui: ReactElement): string {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    render(ui)
    return ''
  } catch (error) {
    return String(error)
  } finally {
    quiet.mockRestore()
  }
}

describe('a part in the wrong place', () => {
  it.each([
    [<Checkout key="1" checkoutId="order-1042" />],
    [<SavedCardManager key="2" />],
    [<PayWithSavedCardButton key="3" checkoutId="order-1042" />],
    [<SaveCardButton key="4" checkoutId="order-1042" />],
  ])('names the provider it needs', (part) => {
    expect(errorOf(part)).toMatch(/Wrap .+ in <CardfileProvider>/)
  })

  it.each([
    ['<SavedCardPicker>', <SavedCardPicker key="1" />],
    ['<CvcField>', <CvcField key="2" />],
    ['<SaveCardConsent>', <SaveCardConsent key="3" />],
    ['<PaymentStatus>', <PaymentStatus key="4" />],
    ['<PayWithSavedCardButton>', <PayWithSavedCardButton key="5" />],
    ['<SaveCardButton>', <SaveCardButton key="6" />],
  ])('%s names the checkout it needs', (name, part) => {
    const error = errorOf(inProvider(part))
    expect(error).toContain(name)
    expect(error).toContain('in <Checkout>')
  })
})

it('gives every part one element, with its name, its state and the shop’s attributes', async () => {
  const found = new Map<string, HTMLElement>()
  const ref = (element: HTMLElement | null) => {
    if (element !== null) found.set(element.dataset['cardfile'] ?? '', element)
  }
  const props = { className: 'mine', id: 'given', title: 'A title', 'data-test': 'kept' } as const
  renderInShop(
    <Checkout checkoutId="order-1042" {...props} ref={ref}>
      <SavedCardPicker {...props} ref={ref} />
      <CvcField {...props} ref={ref} />
      <SaveCardConsent {...props} ref={ref} />
      <PayWithSavedCardButton {...props} ref={ref} />
      <PaymentStatus {...props} ref={ref} />
    </Checkout>,
    { cards: [withCvc(visa, 'optional')] },
  )
  await screen.findByRole('button', { name: 'Pay €12.95' })
  const names = ['saved-card-picker', 'cvc-field', 'pay-with-saved-card-button', 'payment-status', 'checkout']
  expect([...found.keys()].toSorted()).toEqual(names.toSorted())
  for (const element of found.values()) {
    expect(element).toHaveClass('mine')
    expect(element).toHaveAttribute('title', 'A title')
    expect(element).toHaveAttribute('data-test', 'kept')
    expect(element).toHaveAttribute('data-state', 'ready')
  }
})

it('calls the shop’s own handler first, and does not pay when it prevents the default', async () => {
  const { user, presses } = renderInShop(
    <Checkout checkoutId="order-1042">
      <PayWithSavedCardButton onClick={(event) => event.preventDefault()} />
    </Checkout>,
    { cards: [visa] },
  )
  await user.click(await screen.findByRole('button', { name: 'Pay €12.95' }))
  expect(presses()).toHaveLength(0)
})

it('keeps a disabled button focusable, and does not pay', async () => {
  const { user, presses } = renderInShop(
    <Checkout checkoutId="order-1042">
      <PayWithSavedCardButton disabled />
    </Checkout>,
    { cards: [visa] },
  )
  const button = await screen.findByRole('button', { name: 'Pay €12.95' })
  await user.click(button)
  expect(button).toHaveFocus()
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(presses()).toHaveLength(0)
})

it('has its live region from the first paint on', () => {
  renderInShop(<Checkout checkoutId="order-1042" />, { scenario: 'never_loads' })
  expect(screen.getByRole('status')).toBeInTheDocument()
})
