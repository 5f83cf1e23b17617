import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Checkout } from '../../src/checkout/checkout.tsx'
import { renderInShop } from '../support/render-in-shop.tsx'
import { visa, withCvc } from '../../src/testing/fixtures.ts'

describe('a security code filled in by the browser', () => {
  it.each([
    ['with an input event', true],
    ['without an event', false],
  ])('%s is sent with the press', async (_, hasEvent) => {
    const { presses, user, container } = renderInShop(<Checkout checkoutId="order-1042" />, {
      cards: [withCvc(visa, 'required')],
    })
    const field = await screen.findByLabelText('Security code')
    if (!(field instanceof HTMLInputElement)) throw new Error('The security code is not an input.')
    expect(field).toMatchObject({ autocomplete: 'cc-csc', inputMode: 'numeric', type: 'text', readOnly: false })
    field.value = ' 1２٣ '
    if (hasEvent) {
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }))
      field.dispatchEvent(new Event('change', { bubbles: true }))
      expect(field.value).toBe('123')
    }
    await user.click(screen.getByRole('button', { name: 'Pay €12.95' }))
    await screen.findByText('Paid €12.95')
    expect(presses()).toMatchObject([{ hadCvc: true }])
    expect(container.outerHTML).not.toContain('123')
  })
})
