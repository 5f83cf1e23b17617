import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { Checkout } from '../checkout/checkout.tsx'
import { afterPress, exactly, onLoad, shopOf } from '../stories.ts'
import { visa } from '../testing/fixtures.ts'

const meta = {
  title: 'Checkout/Payment status',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const Paying: Story = { name: 'Paying', ...afterPress({ scenario: 'never_answers' }, 'state:paying') }

export const Polling: Story = {
  name: 'The answer was lost, so it is polled for',
  ...afterPress({ scenario: 'unreachable' }, 'state:polling'),
}

export const AnswerLost: Story = {
  name: 'Answer lost, payment found by polling',
  parameters: { shop: { cards: [visa], scenario: 'answer_lost' } },
  async play(context) {
    const { pay, paid } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: pay() }))
    await expect(await context.canvas.findByText(paid())).toBeVisible()
  },
}

export const ConfirmingAfterPress: Story = {
  name: 'Confirming after the press',
  ...afterPress({ scenario: 'stays_unknown' }, 'state:confirming'),
}

export const Confirming: Story = {
  name: 'Confirming on page load',
  ...onLoad({ payment: 'confirming' }, 'state:confirming'),
}

export const ConfirmingForOverAMinute: Story = {
  name: 'Confirming for over a minute',
  parameters: {
    shop: { cards: [visa], payment: 'confirming' },
    timesFaster: 120,
    shows: ['case:confirming for over a minute', 'state:confirming'],
  },
  async play(context) {
    const reference = shopOf(context).fragment(shopOf(context).words.status.reference, { reference: 'payment-1' })
    // In the story's accelerated time.
    await waitFor(() => expect(context.canvas.getByRole('status')).toHaveTextContent(reference), { timeout: 1_200_000 })
  },
}

export const ConfirmedLate: Story = {
  name: 'Confirmed late',
  parameters: { shop: { cards: [visa], scenario: 'confirms_late' }, timesFaster: 10 },
  async play(context) {
    const { pay, paid, words } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: pay() }, { timeout: 120_000 }))
    await context.canvas.findByText(exactly(words.status.confirming), {}, { timeout: 120_000 })
    await expect(await context.canvas.findByText(paid(), {}, { timeout: 120_000 })).toBeVisible()
  },
}

export const Succeeded: Story = { name: 'Succeeded', ...onLoad({ payment: 'succeeded' }, 'state:succeeded') }

export const SucceededAndSaved: Story = {
  name: 'Succeeded, card saved',
  ...onLoad({ cards: [], payment: 'succeeded' }, 'state:succeeded', 'case:succeeded and saved'),
}

export const Leaving: Story = {
  name: 'Leaving for the hosted payment page',
  parameters: { neverLeaves: true, shows: ['state:leaving'] },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.click(await canvas.findByRole('button', { name: shopOf(context).pay() }))
    await waitFor(() => expect(canvas.getByRole('button')).toHaveAttribute('data-state', 'leaving'))
  },
}

export const Redirect: Story = {
  name: 'Open on the hosted payment page',
  ...onLoad({ payment: 'redirect' }, 'state:redirect'),
}

export const CancelledForAnotherMethod: Story = {
  name: 'Cancelled to pay another way',
  parameters: { shop: { cards: [visa], payment: 'redirect' }, shows: ['state:cancelled'] },
  async play(context) {
    const { words, pay } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: words.common.cancel }))
    await expect(await context.canvas.findByRole('button', { name: pay() })).toBeVisible()
  },
}

export const Cancelling: Story = {
  name: 'Cancelling',
  parameters: { shop: { cards: [visa], payment: 'redirect' }, shows: ['state:cancelling'] },
  async play(context) {
    const { backend, words } = shopOf(context)
    const cancel = await context.canvas.findByRole('button', { name: words.common.cancel })
    backend.play('never_loads')
    await context.userEvent.click(cancel)
  },
}

export const StepUp: Story = {
  name: 'Step-up (3-D Secure)',
  parameters: { shop: { cards: [visa], scenario: 'step_up' }, shows: ['case:step-up'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { pay, paid } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay' }))
    await expect(await canvas.findByText(paid())).toBeVisible()
  },
}

export const Cancelled: Story = {
  name: 'Cancelled',
  ...onLoad({ payment: 'cancelled' }, 'state:cancelled'),
}
export const Expired: Story = { name: 'Expired', ...onLoad({ payment: 'expired' }, 'state:expired') }
export const Review: Story = { name: 'Under review', ...afterPress({ scenario: 'review' }, 'state:review') }
export const Surplus: Story = {
  name: 'Charged twice',
  ...afterPress({ scenario: 'charged_twice' }, 'state:surplus'),
}
