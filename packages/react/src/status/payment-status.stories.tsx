import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { Checkout } from '../checkout/checkout.tsx'
import { visa, withCvc } from '../testing/fixtures.ts'
import type { FakeBackendOptions } from '../testing/fake-backend.ts'

const meta = {
  title: 'Checkout/What became of it',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

/** A state that is there when the page opens. */
const found = (shop: FakeBackendOptions, says: RegExp): Story => ({
  parameters: { shop: { cards: [visa], ...shop } },
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(says))
  },
})

/** A state that one press of a saved card leads to, and what is offered then. */
const pressed = (shop: FakeBackendOptions, says: RegExp, offers?: string): Story => ({
  parameters: { shop: { cards: [visa], ...shop } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay €12.95' }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(says))
    if (offers !== undefined) await expect(canvas.getByRole('button', { name: offers })).toBeVisible()
  },
})

export const Paying: Story = {
  ...pressed({ scenario: 'never_answers' }, /Paying…/, 'Paying…'),
}
export const StillWaitingForAnAnswer = pressed({ scenario: 'unreachable' }, /still being confirmed/)
export const AnswerLostAndFound = pressed({ scenario: 'answer_lost' }, /still being confirmed|Paid €12.95/)
export const ConfirmingAfterThePress = pressed({ scenario: 'stays_unknown' }, /Please do not pay again/)
export const ConfirmedInTheEnd: Story = {
  parameters: { shop: { cards: [visa], scenario: 'confirms_late' } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay €12.95' }))
    await expect(await canvas.findByText('This payment is still being confirmed.')).toBeVisible()
    await expect(await canvas.findByText('Paid €12.95', {}, { timeout: 10_000 })).toBeVisible()
  },
}
export const Confirming = found({ payment: 'confirming' }, /still being confirmed/)
export const Succeeded = found({ payment: 'succeeded' }, /Paid €12.95/)
export const SucceededAndSaved = found({ cards: [], payment: 'succeeded' }, /Your card is saved/)
export const WaitingOnThePaymentPage = found({ payment: 'redirect' }, /waiting on the secure payment page/)
export const CancelledByTheCustomer = found({ payment: 'cancelled' }, /was cancelled. Nothing was taken/)
export const TookTooLong = found({ payment: 'expired' }, /took too long/)
export const HeldForReview = pressed({ scenario: 'held' }, /The shop is checking this payment/)
export const ChargedTwice = pressed({ scenario: 'charged_twice' }, /will return one payment/)

export const DeclinedNotEnoughMoney = pressed({ scenario: 'insufficient_funds' }, /not enough money/, 'Another card')
export const DeclinedAskTheBank = pressed({ scenario: 'card_declined' }, /Your bank declined/, 'Another card')
export const DeclinedWrongCode = pressed(
  { scenario: 'cvc_incorrect', cards: [withCvc(visa, 'optional')] },
  /security code is wrong/,
)
export const DeclinedConfirmOnTheBanksPage = pressed(
  { scenario: 'authentication_failed' },
  /could not confirm that it was you/,
  'Go to the payment page',
)
export const DeclinedCardExpired = pressed({ scenario: 'card_expired' }, /has expired/, 'Another card')
export const DeclinedNotAcceptedHere = pressed({ scenario: 'card_not_supported' }, /not accepted here/, 'Another card')
export const DeclinedSavedCardNoLongerWorks = pressed(
  { scenario: 'saved_card_invalid' },
  /no longer works/,
  'Another card',
)
export const DeclinedTryAgain = pressed({ scenario: 'processing_error' }, /You can try again/, 'Pay €12.95')

export const PriceChanged = pressed({ scenario: 'price_changes' }, /is now €14.45/, 'Pay €14.45')
export const PageWasOpenForLong = pressed({ scenario: 'quote_expires' }, /is now €12.95/, 'Pay €12.95')
export const TooManyAttempts = pressed({ scenario: 'too_many_attempts' }, /Too many attempts/, 'Another card')
export const SignedOutMeanwhile = pressed({ scenario: 'signed_out_at_press' }, /sign in.*Nothing was taken/)
export const NotAvailable = pressed({ scenario: 'unavailable' }, /That did not work. Nothing was taken/)

export const ConsentChanged: Story = {
  parameters: { shop: { scenario: 'consent_changes' } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: /and save card/ }))
    await expect(await canvas.findByRole('checkbox', { name: /one-click payments/ })).not.toBeChecked()
  },
}

export const StepUp: Story = {
  parameters: { shop: { cards: [visa], scenario: 'step_up' } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay €12.95' }))
    await expect(await canvas.findByRole('heading', { name: /The gateway’s payment page/ })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Pay' }))
    await expect(await canvas.findByText('Paid €12.95')).toBeVisible()
  },
}

export const AnotherWayIsChosen: Story = {
  parameters: { shop: { cards: [visa], payment: 'redirect' } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel' }))
    await expect(await canvas.findByRole('button', { name: 'Pay €12.95' })).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent(/Nothing was taken/)
  },
}
