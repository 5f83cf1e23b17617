import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn } from 'storybook/test'
import { amex, expiredCard, mastercard, unknownCard, visa, withCvc } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'

const meta = {
  title: 'Checkout',
  component: Checkout,
  args: { checkoutId: 'order-1042', onSucceeded: fn() },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const NoSavedCardYet: Story = {
  async play({ canvas, userEvent: user }) {
    await expect(await canvas.findByRole('button', { name: 'Pay €12.95' })).toBeVisible()
    const box = canvas.getByRole('checkbox', { name: /Save this card/ })
    await expect(box).not.toBeChecked()
    await user.click(box)
    await expect(canvas.getByRole('button', { name: 'Pay €12.95 and save card' })).toBeVisible()
    await user.click(box)
  },
}

export const OneSavedCard: Story = {
  parameters: { shop: { cards: [visa] } },
  async play({ canvas }) {
    await expect(await canvas.findByRole('radio', { name: /Visa ending in 4242/ })).toBeChecked()
    await expect(canvas.getByRole('button', { name: 'Pay €12.95' })).toBeVisible()
  },
}

export const SeveralSavedCards: Story = {
  parameters: { shop: { cards: [visa, mastercard, unknownCard, expiredCard] } },
  async play({ canvas }) {
    await expect(await canvas.findByRole('radio', { name: /Expired 06\/25/ })).toBeDisabled()
  },
}

export const CvcRequired: Story = {
  parameters: { shop: { cards: [withCvc(visa, 'required'), withCvc(amex, 'optional')] } },
}

export const DeclinedAskTheBank: Story = {
  parameters: { shop: { cards: [visa], scenario: 'card_declined' } },
  async play({ canvas, userEvent: user }) {
    await user.click(await canvas.findByRole('button', { name: 'Pay €12.95' }))
    await expect(await canvas.findByText('Your bank declined this card.')).toBeVisible()
  },
}
export const Succeeded: Story = {
  parameters: { shop: { cards: [visa], payment: 'succeeded' } },
}
export const Confirming: Story = {
  parameters: { shop: { cards: [visa], payment: 'confirming' } },
}
export const Loading: Story = {
  parameters: { shop: { scenario: 'never_loads' } },
}
