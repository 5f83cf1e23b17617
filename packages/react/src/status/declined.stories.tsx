import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { Checkout } from '../checkout/checkout.tsx'
import { afterPress, shopOf } from '../stories.ts'
import { visa, withCvc } from '../testing/fixtures.ts'

const meta = {
  title: 'Checkout/Declined',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const InsufficientFunds: Story = {
  name: 'Insufficient funds',
  ...afterPress({ scenario: 'insufficient_funds' }, 'reason:insufficient_funds', 'advice:use_another_card'),
}

export const CardDeclined: Story = {
  name: 'Declined by the bank',
  ...afterPress({ scenario: 'card_declined' }, 'state:declined', 'reason:card_declined', 'advice:contact_bank'),
}

export const IncorrectCvc: Story = {
  name: 'Incorrect security code',
  ...afterPress(
    { scenario: 'cvc_incorrect', cards: [withCvc(visa, 'optional')] },
    'reason:cvc_incorrect',
    'advice:enter_cvc',
    'case:incorrect security code',
  ),
}

export const IncorrectCvcNotCollected: Story = {
  name: 'Incorrect security code, not collected by the shop',
  ...afterPress({ scenario: 'cvc_incorrect' }, 'reason:cvc_incorrect', 'advice:use_another_card'),
}

export const CardExpired: Story = {
  name: 'Card expired',
  ...afterPress({ scenario: 'card_expired' }, 'reason:card_expired'),
}

export const AuthenticationFailed: Story = {
  name: 'Authentication failed',
  parameters: {
    shop: { cards: [visa], scenario: 'authentication_failed' },
    shows: ['reason:authentication_failed', 'advice:authenticate'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { messages, pay } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    await expect(await canvas.findByRole('button', { name: messages.status.toPaymentPage })).toBeVisible()
  },
}

export const CardNotSupported: Story = {
  name: 'Card not supported',
  ...afterPress({ scenario: 'card_not_supported' }, 'reason:card_not_supported'),
}

export const SavedCardInvalid: Story = {
  name: 'Saved card no longer valid',
  ...afterPress({ scenario: 'saved_card_invalid' }, 'reason:saved_card_invalid'),
}

export const ProcessingError: Story = {
  name: 'Processing error',
  ...afterPress({ scenario: 'processing_error' }, 'reason:processing_error', 'advice:try_again'),
}

export const DarkMode: Story = {
  name: 'Declined by the bank, in dark mode',
  // Not on the docs page: its globals would apply to the other stories.
  tags: ['!autodocs'],
  globals: { scheme: 'dark' },
  ...afterPress({ scenario: 'card_declined' }, 'reason:card_declined'),
}

export const AnotherCardSelected: Story = {
  name: 'Another card selected after a decline',
  parameters: { shop: { cards: [visa], scenario: 'insufficient_funds' } },
  async play(context) {
    const { canvas, userEvent } = context
    const { messages, pay } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    await userEvent.click(await canvas.findByRole('button', { name: messages.checkout.anotherCard }))
    await waitFor(() => expect(canvas.getAllByRole('radio').at(-1)).toBeChecked())
    await expect(canvas.getAllByRole('radio').at(-1)).toHaveFocus()
  },
}

export const DeclinedOnHostedPage: Story = {
  name: 'Declined on the hosted payment page',
  parameters: { shows: ['case:declined on the hosted page', 'state:redirect', 'reason:card_declined'] },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.click(await canvas.findByRole('button', { name: shopOf(context).pay() }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Decline' }))
    await waitFor(() => expect(canvas.getByRole('status')).not.toBeEmptyDOMElement())
  },
}
