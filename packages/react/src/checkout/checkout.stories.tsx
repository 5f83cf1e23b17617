import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { CvcField } from '../cvc/cvc-field.tsx'
import { PayWithSavedCardButton } from '../pay/pay-with-saved-card-button.tsx'
import { SaveCardButton } from '../pay/save-card-button.tsx'
import { PaymentStatus } from '../status/payment-status.tsx'
import type { FakeBackend } from '../testing/fake-backend.ts'
import { expiredCard, mastercard, unknownCard, visa, withCvc } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'
import { SaveCardConsent } from './save-card-consent.tsx'
import { SavedCardPicker } from './saved-card-picker.tsx'

const meta = {
  title: 'Checkout/Choosing how to pay',
  component: Checkout,
  args: { checkoutId: 'order-1042', onSucceeded: fn() },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const NobodyHasSavedACardYet: Story = {
  async play({ canvas, userEvent }) {
    await expect(await canvas.findByRole('button', { name: 'Pay €12.95' })).toBeVisible()
    const box = canvas.getByRole('checkbox', { name: /Save this card/ })
    await expect(box).not.toBeChecked()
    await userEvent.click(box)
    await expect(canvas.getByRole('button', { name: 'Pay €12.95 and save card' })).toBeVisible()
    await userEvent.click(box)
    await expect(canvas.getByRole('button', { name: 'Pay €12.95' })).toBeVisible()
  },
}

export const OneSavedCard: Story = {
  parameters: { shop: { cards: [visa] } },
  async play({ canvas, canvasElement }) {
    await expect(await canvas.findByRole('radio', { name: /Visa ending in 4242/ })).toBeChecked()
    await expect(canvas.getByRole('button', { name: 'Pay €12.95' })).toBeVisible()
    const checkout = canvasElement.querySelector('[data-cardfile="checkout"]')
    await expect(checkout?.querySelectorAll('*').length).toBeLessThan(20)
  },
}

export const SeveralCardsOfWhichOneExpired: Story = {
  parameters: { shop: { cards: [visa, mastercard, unknownCard, expiredCard] } },
  async play({ canvas, userEvent }) {
    await expect(await canvas.findByRole('radio', { name: /Expired 06\/25/ })).toBeDisabled()
    // One stop for the Tab key, arrows inside: what native radios do.
    await userEvent.tab()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    await expect(canvas.getByRole('radio', { name: /ending in 7788/ })).toBeChecked()
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    await expect(canvas.getByRole('radio', { name: /Visa ending in 4242/ })).toBeChecked()
  },
}

export const OnlyAnExpiredCard: Story = {
  parameters: { shop: { cards: [expiredCard] } },
  async play({ canvas }) {
    await expect(await canvas.findByRole('radio', { name: /Another card/ })).toBeChecked()
    await expect(canvas.getByRole('checkbox')).not.toBeChecked()
  },
}

export const PaidWithoutAMouse: Story = {
  parameters: { shop: { cards: [visa] } },
  async play({ args, canvas, userEvent }) {
    await canvas.findByRole('button', { name: 'Pay €12.95' })
    await userEvent.tab()
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Pay €12.95' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    const status = await canvas.findByRole('status')
    await waitFor(() => expect(status).toHaveTextContent('Paid €12.95'))
    await expect(status).toHaveFocus()
    await expect(args.onSucceeded).toHaveBeenCalledOnce()
  },
}

export const SavedOnTheFirstVisit: Story = {
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: 'Pay €12.95 and save card' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay' }))
    await expect(await canvas.findByText('Paid €12.95')).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent('Your card is saved.')
  },
}

export const LaidOutByTheShop: Story = {
  parameters: { shop: { cards: [withCvc(visa, 'optional'), mastercard] } },
  render: (args) => (
    <Checkout {...args}>
      <PaymentStatus />
      <h2>How would you like to pay?</h2>
      <SavedCardPicker />
      <CvcField />
      <SaveCardConsent />
      <p>Delivery on Tuesday. You can return everything for 30 days.</p>
      <PayWithSavedCardButton />
      <SaveCardButton />
    </Checkout>
  ),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay €12.95' }))
    await expect(await canvas.findByText('Paid €12.95')).toBeVisible()
  },
}

export const Loading: Story = {
  parameters: { shop: { scenario: 'never_loads' } },
  async play({ canvasElement }) {
    await expect(canvasElement.querySelector('[aria-busy="true"]')).toBeVisible()
  },
}

const asTallAsItsSkeleton: Story['play'] = async ({ canvas, canvasElement }) => {
  const heightOf = () => canvasElement.querySelector('[data-cardfile="checkout"]')?.getBoundingClientRect().height
  const before = heightOf()
  await canvas.findByRole('button', { name: 'Pay €12.95' })
  await expect(heightOf()).toBe(before)
}

export const AsTallAsItsSkeleton: Story = {
  parameters: { shop: { cards: [visa], latencyMs: 100 } },
  play: asTallAsItsSkeleton,
}

export const AsTallAsItsSkeletonOnTheFirstVisit: Story = {
  parameters: { shop: { latencyMs: 100 } },
  play: asTallAsItsSkeleton,
}

export const TheShopCannotBeReached: Story = {
  parameters: { shop: { scenario: 'load_fails', cards: [visa] } },
  async play({ canvas, userEvent, loaded }) {
    const backend: FakeBackend = loaded['backend']
    const again = await canvas.findByRole('button', { name: 'Try again' }, { timeout: 8000 })
    await expect(canvas.getByRole('status')).toHaveTextContent('This could not be loaded.')
    backend.play('approves')
    await userEvent.click(again)
    await expect(await canvas.findByRole('button', { name: 'Pay €12.95' })).toBeVisible()
    backend.play('load_fails')
  },
}

export const SignedOut: Story = {
  parameters: { shop: { scenario: 'signed_out' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Please sign in.')).toBeVisible()
  },
}
