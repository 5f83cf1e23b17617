import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { createCardfileClient } from '../client/client.ts'
import { Checkout } from '../checkout/checkout.tsx'
import { pressed, shopOf } from '../stories.ts'
import type { FakeBackend } from '../testing/fake-backend.ts'
import { checkoutId, mastercard, visa } from '../testing/fixtures.ts'

const meta = {
  title: 'Checkout/Interrupted',
  component: Checkout,
  args: { checkoutId },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

/** The same customer elsewhere: in another tab, or on a phone. */
const elsewhere = ({ fetch }: FakeBackend) => createCardfileClient({ endpoint: '/api/cardfile', fetch })

async function payElsewhere(backend: FakeBackend): Promise<void> {
  const client = elsewhere(backend)
  const { quote } = await client.getCheckout(checkoutId)
  await client.pay({ checkoutId, quote, method: { type: 'saved-card', cardId: visa.id } }, { idempotencyKey: 'tab-2' })
}

export const Offline: Story = {
  name: 'Offline',
  ...pressed({}, 'notice:offline'),
  beforeEach({ viewMode }) {
    // On a page of many stories the others have a network.
    if (viewMode !== 'story') return undefined
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false })
    return () => void Reflect.deleteProperty(navigator, 'onLine')
  },
}

export const ShopCannotBeReached: Story = {
  name: 'The shop could not be reached for 30 seconds',
  parameters: { shop: { cards: [visa], scenario: 'unreachable' }, timesFaster: 30, shows: ['notice:unreachable'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { words, pay } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }, { timeout: 300_000 }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(words.status.unreachable), {
      timeout: 300_000,
    })
  },
}

export const PriceChanged: Story = {
  name: 'The price changed',
  parameters: {
    shop: { cards: [visa], scenario: 'price_changes' },
    shows: ['notice:amount_changed', 'problem:amount_changed'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { pay } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    await expect(await canvas.findByRole('button', { name: pay(1445) })).toBeVisible()
  },
}

export const PageWasOpenForLong: Story = {
  name: 'The page was open for long',
  ...pressed({ scenario: 'quote_expires' }, 'notice:quote_expired'),
}

export const ConsentChanged: Story = {
  name: 'The words about saving a card changed',
  parameters: {
    shop: { scenario: 'consent_changes' },
    shows: ['notice:consent_changed', 'problem:consent_changed'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.click(await canvas.findByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: shopOf(context).payAndSave() }))
    await waitFor(() => expect(canvas.getByRole('checkbox')).not.toBeChecked())
  },
}

export const TooManyAttempts: Story = {
  name: 'Too many attempts',
  ...pressed({ scenario: 'too_many_attempts' }, 'notice:too_many_attempts', 'problem:too_many_attempts'),
}

export const SignedOutMeanwhile: Story = {
  name: 'Signed out meanwhile',
  ...pressed({ scenario: 'signed_out_at_press' }, 'notice:signed_out', 'problem:unauthenticated'),
}

export const ServerUnavailable: Story = {
  name: 'The shop takes no payments at the moment',
  ...pressed({ scenario: 'unavailable' }, 'notice:unavailable', 'problem:unavailable'),
}

export const CardRemovedElsewhere: Story = {
  name: 'The card was removed in another tab',
  parameters: { shop: { cards: [visa, mastercard] }, shows: ['notice:refused', 'problem:not_found'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, pay } = shopOf(context)
    const button = await canvas.findByRole('button', { name: pay() })
    await elsewhere(backend).removeSavedCard(visa.id)
    await userEvent.click(button)
    await waitFor(() => expect(canvas.getAllByRole('radio')).toHaveLength(2))
  },
}

export const GivingUpFails: Story = {
  name: 'Giving an open payment up fails',
  parameters: { shop: { cards: [visa], payment: 'redirect' }, shows: ['notice:not_cancelled'] },
  async play(context) {
    const { backend, words } = shopOf(context)
    const cancel = await context.canvas.findByRole('button', { name: words.common.cancel })
    backend.play('load_fails')
    await context.userEvent.click(cancel)
  },
}

export const SecondTabIsPaying: Story = {
  name: 'A second tab is paying',
  parameters: {
    shop: { cards: [visa], scenario: 'stays_unknown' },
    shows: ['sentence:second tab', 'problem:payment_in_progress', 'state:confirming'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, pay } = shopOf(context)
    const button = await canvas.findByRole('button', { name: pay() })
    await payElsewhere(backend)
    await userEvent.click(button)
    await waitFor(() => expect(canvas.queryByRole('button')).not.toBeInTheDocument())
  },
}

export const SecondTabHasPaid: Story = {
  name: 'A second tab has paid',
  parameters: {
    shop: { cards: [visa] },
    shows: ['problem:already_paid', 'sentence:second tab', 'state:succeeded'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, pay, paid } = shopOf(context)
    const button = await canvas.findByRole('button', { name: pay() })
    await payElsewhere(backend)
    await userEvent.click(button)
    await expect(await canvas.findByText(paid())).toBeVisible()
  },
}
