import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { Checkout } from '../checkout/checkout.tsx'
import { pressed, shopOf } from '../stories.ts'
import { visa, withCvc } from '../testing/fixtures.ts'

const meta = {
  title: 'Checkout/Declined',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const NotEnoughMoney: Story = {
  name: 'Not enough money on the card',
  ...pressed({ scenario: 'insufficient_funds' }, 'reason:insufficient_funds', 'advice:use_another_card'),
}

export const ByTheBank: Story = {
  name: 'By the bank, which does not say why',
  ...pressed({ scenario: 'card_declined' }, 'state:declined', 'reason:card_declined', 'advice:contact_bank'),
}

export const WrongCode: Story = {
  name: 'Wrong security code',
  ...pressed(
    { scenario: 'cvc_incorrect', cards: [withCvc(visa, 'optional')] },
    'reason:cvc_incorrect',
    'advice:enter_cvc',
    'sentence:wrong security code',
  ),
}

export const WrongCodeWhereNoneIsAsked: Story = {
  name: 'Wrong security code, where the shop asks for none',
  ...pressed({ scenario: 'cvc_incorrect' }, 'reason:cvc_incorrect', 'advice:use_another_card'),
}

export const CardExpired: Story = {
  name: 'Card has expired',
  ...pressed({ scenario: 'card_expired' }, 'reason:card_expired'),
}

export const NotAuthenticated: Story = {
  name: 'The bank could not confirm who it was',
  parameters: {
    shop: { cards: [visa], scenario: 'authentication_failed' },
    shows: ['reason:authentication_failed', 'advice:authenticate'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { words, pay } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    await expect(await canvas.findByRole('button', { name: words.status.toPaymentPage })).toBeVisible()
  },
}

export const NotAcceptedHere: Story = {
  name: 'Card is not accepted here',
  ...pressed({ scenario: 'card_not_supported' }, 'reason:card_not_supported'),
}

export const SavedCardNoLongerWorks: Story = {
  name: 'Saved card no longer works',
  ...pressed({ scenario: 'saved_card_invalid' }, 'reason:saved_card_invalid'),
}

export const SomethingFailed: Story = {
  name: 'Something failed before money moved',
  ...pressed({ scenario: 'processing_error' }, 'reason:processing_error', 'advice:try_again'),
}

export const InTheDark: Story = {
  name: 'By the bank, in the dark',
  // Not beside other stories, whose page it would turn dark too.
  tags: ['!autodocs'],
  globals: { scheme: 'dark' },
  ...pressed({ scenario: 'card_declined' }, 'reason:card_declined'),
}

export const AnotherCardIsChosen: Story = {
  name: 'Another card is chosen after a decline',
  parameters: { shop: { cards: [visa], scenario: 'insufficient_funds' } },
  async play(context) {
    const { canvas, userEvent } = context
    const { words, pay } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    await userEvent.click(await canvas.findByRole('button', { name: words.checkout.anotherCard }))
    await waitFor(() => expect(canvas.getAllByRole('radio').at(-1)).toBeChecked())
    await expect(canvas.getAllByRole('radio').at(-1)).toHaveFocus()
  },
}

export const OnThePaymentPage: Story = {
  name: 'On the payment page, where it can be tried again',
  parameters: { shows: ['sentence:declined on the payment page', 'state:redirect', 'reason:card_declined'] },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.click(await canvas.findByRole('button', { name: shopOf(context).pay() }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Let the bank decline' }))
    await waitFor(() => expect(canvas.getByRole('status')).not.toBeEmptyDOMElement())
  },
}
