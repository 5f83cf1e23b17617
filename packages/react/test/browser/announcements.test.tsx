import { screen, waitFor } from '@testing-library/react'
import type { ReactElement } from 'react'
import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { SavedCardManager } from '../../src/cards/saved-card-manager.tsx'
import { Checkout } from '../../src/checkout/checkout.tsx'
import { PayWithSavedCardButton } from '../../src/one-click/pay-with-saved-card-button.tsx'
import { renderInShop } from '../support/render-in-shop.tsx'
import type { FakeBackendOptions } from '../../src/testing/fake-backend.ts'
import { mastercard, visa, withCvc } from '../../src/testing/fixtures.ts'
import { painted } from './layout-shift.ts'
import { startTranscript } from './transcript.ts'

/** Each flow by keyboard, as a screen reader announces it. */

const checkout = <Checkout checkoutId="order-1042" />

/** Records from the first paint on, so that the transcript includes any announcement about loading. */
async function open(options: FakeBackendOptions, ui: ReactElement = checkout) {
  const shop = renderInShop(ui, { latencyMs: 30, ...options })
  const transcript = startTranscript()
  await screen.findAllByRole('button', { name: /^(Pay|Remove|Cancel)/ })
  return {
    ...shop,
    /** Presses Tab until the control has focus. */
    async tabTo(name: string | RegExp) {
      for (let presses = 0; presses < 12; presses += 1) {
        await userEvent.tab()
        const { activeElement } = document
        if (screen.queryAllByRole('button', { name }).some((button) => button === activeElement)) return
        if (screen.queryAllByLabelText(name).some((field) => field === activeElement)) return
      }
      throw new Error(`The Tab key never reached ${name}.`)
    },
    press: (keys: string) => userEvent.keyboard(keys),
    /** Waits for a text, then returns the transcript. */
    async until(text: string | RegExp, selector = '*') {
      await screen.findAllByText(text, { selector })
      await painted()
      return transcript.end()
    },
  }
}

it('pays with a saved card', async () => {
  const { tabTo, press, until } = await open({ cards: [visa] })
  await tabTo('Pay €12.95')
  await press('{Enter}')
  expect(await until('Paid €12.95')).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: button “Pay €12.95”
    says: Paying…
    says: Paid €12.95
    focus: output “Paid €12.95”"
  `)
})

it('pays with Enter in the security code field', async () => {
  const { tabTo, press, until } = await open({ cards: [withCvc(visa, 'required')] })
  await tabTo('Security code')
  await press('123{Enter}')
  expect(await until('Paid €12.95')).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: text “Security code”
    says: Paying…
    says: Paid €12.95
    focus: output “Paid €12.95”"
  `)
})

it('asks for a missing security code', async () => {
  const { tabTo, press, until } = await open({ cards: [withCvc(visa, 'required')] })
  await tabTo('Pay €12.95')
  await press('{Enter}')
  expect(await until(/^Enter the full/)).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: text “Security code”
    focus: button “Show code”
    focus: button “Pay €12.95”
    focus: text “Security code”
    says: Enter the full security code. 3 digits on the card"
  `)
})

it('announces an incorrect security code', async () => {
  const { tabTo, press, until } = await open({ cards: [withCvc(visa, 'required')], scenario: 'cvc_incorrect' })
  await tabTo('Security code')
  await press('123{Enter}')
  expect(await until(/code is wrong/)).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: text “Security code”
    says: Paying…
    says: The security code is wrong. You were not charged. You can try again."
  `)
})

it('announces a decline, and selects another card', async () => {
  const { tabTo, press, until } = await open({ cards: [visa], scenario: 'insufficient_funds' })
  await tabTo('Pay €12.95')
  await press('{Enter}')
  await screen.findByText(/not enough money/)
  await tabTo('Another card')
  await press('{Enter}')
  expect(await until(/not enough money/)).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: button “Pay €12.95”
    says: Paying…
    says: There is not enough money on this card. You were not charged.
    focus: button “Another card”
    focus: radio “Another card On the secure payment page”"
  `)
})

it('selects another card with the arrow keys', async () => {
  const { tabTo, press, until } = await open({ cards: [visa, mastercard] })
  await tabTo(/^Visa/)
  await press('{ArrowDown}{ArrowDown}')
  expect(await until(/Another card/)).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: radio “Mastercard ending in 4444 Expires soon: 12/26”
    focus: radio “Another card On the secure payment page”"
  `)
})

it('leaves for the hosted payment page with a new card', async () => {
  const { tabTo, press, navigate, until } = await open({})
  await tabTo(/^Save this card/)
  await press(' ')
  await tabTo('Pay €12.95 and save card')
  await press('{Enter}')
  await waitFor(() => expect(navigate).toHaveBeenCalledOnce())
  expect(await until('Paying…', 'output')).toMatchInlineSnapshot(`
    "focus: radio “Card On the secure payment page”
    focus: checkbox “Save this card so I can pay faster at this shop. It is only used when I choose it, and I can remove it at any time in my account.”
    focus: button “Pay €12.95 and save card”
    says: Paying…"
  `)
})

it('announces an unknown outcome once', async () => {
  const { tabTo, press, until } = await open({ cards: [visa], scenario: 'stays_unknown' })
  await tabTo('Pay €12.95')
  await press('{Enter}')
  expect(await until(/still being confirmed/)).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: button “Pay €12.95”
    says: Paying…
    says: This payment is still being confirmed. Please do not pay again. This page updates by itself.
    focus: output “This payment is still being confirmed. Please do not pay again. This page updates by itself.”"
  `)
})

it('announces a payment found by polling after a lost answer', async () => {
  const { tabTo, press, until } = await open({ cards: [visa], scenario: 'answer_lost' })
  await tabTo('Pay €12.95')
  await press('{Enter}')
  await screen.findByText(/still being confirmed/)
  expect(await until('Paid €12.95')).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: button “Pay €12.95”
    says: Paying…
    says: This payment is still being confirmed. Please do not pay again. This page updates by itself.
    says: Paid €12.95
    focus: output “Paid €12.95”"
  `)
})

it('announces a changed price', async () => {
  const { tabTo, press, until } = await open({ cards: [visa], scenario: 'price_changes' })
  await tabTo('Pay €12.95')
  await press('{Enter}')
  expect(await until(/price is now/)).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: button “Pay €12.95”
    says: Paying…
    says: The price is now €14.45. You were not charged. You can try again."
  `)
})

it('announces an ended session', async () => {
  const { tabTo, press, until } = await open({ cards: [visa], scenario: 'signed_out_at_press' })
  await tabTo('Pay €12.95')
  await press('{Enter}')
  expect(await until(/Please sign in/)).toMatchInlineSnapshot(`
    "focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: button “Pay €12.95”
    says: Paying…
    says: Please sign in. You were not charged."
  `)
})

it('cancels an open payment', async () => {
  const { tabTo, press, until } = await open({ cards: [visa], payment: 'redirect' })
  await tabTo('Cancel')
  await press('{Enter}')
  expect(await until(/was cancelled/)).toMatchInlineSnapshot(`
    "says: Your payment is waiting on the secure payment page.
    focus: button “Go to the payment page”
    focus: button “Cancel”
    says: One moment…
    focus: output “One moment…”
    says: This payment was cancelled. You were not charged."
  `)
})

it('confirms a purchase in a dialog, which Escape closes', async () => {
  const { tabTo, press, until } = await open({ cards: [visa] }, <PayWithSavedCardButton checkoutId="order-1042" />)
  await tabTo(/^Pay €12.95 with Visa/)
  await press('{Enter}')
  await screen.findByRole('dialog')
  await press('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await press('{Enter}')
  await screen.findByRole('dialog')
  await tabTo('Pay €12.95')
  await press('{Enter}')
  expect(await until('Paid €12.95')).toMatchInlineSnapshot(`
    "focus: button “Pay €12.95 with Visa ending in 4242”
    focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: button “Pay €12.95 with Visa ending in 4242”
    focus: radio “Visa ending in 4242 Expires 08/29 · Default”
    focus: button “Pay €12.95”
    says: Paying…
    says: Paid €12.95
    says: Paid €12.95
    focus: output “Paid €12.95”"
  `)
})

it('removes a saved card', async () => {
  const { tabTo, press, until } = await open({ cards: [visa, mastercard] }, <SavedCardManager />)
  await tabTo(/^Remove: Visa/)
  await press('{Enter}')
  await screen.findByRole('dialog')
  await tabTo('Remove')
  await press('{Enter}')
  expect(await until(/^Removed: /)).toMatchInlineSnapshot(`
    "focus: button “Remove: Visa ending in 4242”
    focus: button “Cancel”
    focus: button “Remove”
    focus: button “Remove: Visa ending in 4242”
    focus: h2 “Saved cards”
    says: Removed: Visa ending in 4242"
  `)
})
