import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { Checkout } from '../checkout/checkout.tsx'
import { exactly, found, pressed, shopOf } from '../stories.ts'
import { visa } from '../testing/fixtures.ts'

const meta = {
  title: 'Checkout/What became of it',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const Paying: Story = { name: 'Paying', ...pressed({ scenario: 'never_answers' }, 'state:paying') }

export const Polling: Story = {
  name: 'The answer was lost, so it is polled for',
  ...pressed({ scenario: 'unreachable' }, 'state:polling'),
}

export const AnswerLostAndFound: Story = {
  name: 'The answer was lost, and found',
  parameters: { shop: { cards: [visa], scenario: 'answer_lost' } },
  async play(context) {
    const { pay, paid } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: pay() }))
    await expect(await context.canvas.findByText(paid())).toBeVisible()
  },
}

export const ConfirmingAfterThePress: Story = {
  name: 'Confirming: the gateway does not know',
  ...pressed({ scenario: 'stays_unknown' }, 'state:confirming'),
}

export const Confirming: Story = {
  name: 'Confirming when the page is opened',
  ...found({ payment: 'confirming' }, 'state:confirming'),
}

export const ConfirmingForLong: Story = {
  name: 'Confirming for long',
  parameters: {
    shop: { cards: [visa], payment: 'confirming' },
    timesFaster: 120,
    shows: ['sentence:confirming for long', 'state:confirming'],
  },
  async play(context) {
    const reference = shopOf(context).fragment(shopOf(context).words.status.reference, { reference: 'payment-1' })
    // In the story's hurried time.
    await waitFor(() => expect(context.canvas.getByRole('status')).toHaveTextContent(reference), { timeout: 1_200_000 })
  },
}

export const ConfirmedInTheEnd: Story = {
  name: 'Confirmed in the end',
  parameters: { shop: { cards: [visa], scenario: 'confirms_late' }, timesFaster: 10 },
  async play(context) {
    const { pay, paid, words } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: pay() }, { timeout: 120_000 }))
    await context.canvas.findByText(exactly(words.status.confirming), {}, { timeout: 120_000 })
    await expect(await context.canvas.findByText(paid(), {}, { timeout: 120_000 })).toBeVisible()
  },
}

export const Succeeded: Story = { name: 'Succeeded', ...found({ payment: 'succeeded' }, 'state:succeeded') }

export const SucceededAndSaved: Story = {
  name: 'Succeeded, and the card is saved',
  ...found({ cards: [], payment: 'succeeded' }, 'state:succeeded', 'sentence:succeeded and saved'),
}

export const Leaving: Story = {
  name: 'On the way to the payment page',
  parameters: { neverLeaves: true, shows: ['state:leaving'] },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.click(await canvas.findByRole('button', { name: shopOf(context).pay() }))
    await waitFor(() => expect(canvas.getByRole('button')).toHaveAttribute('data-state', 'leaving'))
  },
}

export const WaitingOnThePaymentPage: Story = {
  name: 'Waiting on the payment page',
  ...found({ payment: 'redirect' }, 'state:redirect'),
}

export const AnotherWayIsChosen: Story = {
  name: 'Given up for another way',
  parameters: { shop: { cards: [visa], payment: 'redirect' }, shows: ['state:cancelled'] },
  async play(context) {
    const { words, pay } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: words.common.cancel }))
    await expect(await context.canvas.findByRole('button', { name: pay() })).toBeVisible()
  },
}

export const GivingUp: Story = {
  name: 'Being given up',
  parameters: { shop: { cards: [visa], payment: 'redirect' }, shows: ['state:cancelling'] },
  async play(context) {
    const { backend, words } = shopOf(context)
    const cancel = await context.canvas.findByRole('button', { name: words.common.cancel })
    backend.play('never_loads')
    await context.userEvent.click(cancel)
  },
}

export const StepUp: Story = {
  name: 'The bank asks for a step-up',
  parameters: { shop: { cards: [visa], scenario: 'step_up' }, shows: ['sentence:step-up'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { pay, paid } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay' }))
    await expect(await canvas.findByText(paid())).toBeVisible()
  },
}

export const CancelledByTheCustomer: Story = {
  name: 'Cancelled by the customer',
  ...found({ payment: 'cancelled' }, 'state:cancelled'),
}
export const TookTooLong: Story = { name: 'Took too long', ...found({ payment: 'expired' }, 'state:expired') }
export const HeldForReview: Story = { name: 'Held for review', ...pressed({ scenario: 'review' }, 'state:review') }
export const ChargedTwice: Story = {
  name: 'Charged twice',
  ...pressed({ scenario: 'charged_twice' }, 'state:surplus'),
}
