import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor } from 'storybook/test'
import { CvcField } from '../cvc/cvc-field.tsx'
import { PayWithSavedCardButton } from '../one-click/pay-with-saved-card-button.tsx'
import { SaveCardButton } from '../one-click/save-card-button.tsx'
import { PaymentStatus } from '../status/payment-status.tsx'
import { shopOf } from '../stories.ts'
import { expiredCard, mastercard, unknownCard, visa, withCvc } from '../testing/fixtures.ts'
import { Checkout } from './checkout.tsx'
import { SaveCardConsent } from './save-card-consent.tsx'
import { SavedCardPicker } from './saved-card-picker.tsx'

const meta = {
  title: 'Checkout/Card selection',
  component: Checkout,
  args: { checkoutId: 'order-1042', onSucceeded: fn() },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const NoSavedCard: Story = {
  name: 'No saved card',
  parameters: { shows: ['state:ready', 'case:no card'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { pay, payAndSave } = shopOf(context)
    await expect(await canvas.findByRole('button', { name: pay() })).toBeVisible()
    const box = canvas.getByRole('checkbox')
    await expect(box).not.toBeChecked()
    await userEvent.click(box)
    await expect(canvas.getByRole('button', { name: payAndSave() })).toBeVisible()
    await userEvent.click(box)
    await expect(canvas.getByRole('button', { name: pay() })).toBeVisible()
  },
}

export const OneSavedCard: Story = {
  name: 'One saved card',
  parameters: { shop: { cards: [visa] }, shows: ['card:active', 'cvc:never', 'case:one card'] },
  async play(context) {
    const { canvas, canvasElement } = context
    const { card, pay } = shopOf(context)
    await expect(await canvas.findByRole('radio', { name: card(visa) })).toBeChecked()
    await expect(canvas.getByRole('button', { name: pay() })).toBeVisible()
    const checkout = canvasElement.querySelector('[data-cardfile="checkout"]')
    await expect(checkout?.querySelectorAll('*').length).toBeLessThan(20)
  },
}

export const SeveralCards: Story = {
  name: 'Several cards, one expired',
  parameters: {
    shop: { cards: [visa, mastercard, unknownCard, expiredCard] },
    shows: ['card:expired', 'case:several cards', 'case:expired card'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { card } = shopOf(context)
    await expect(await canvas.findByRole('radio', { name: card(expiredCard) })).toBeDisabled()
    // Native radio buttons: one Tab stop, arrow keys within.
    await userEvent.tab()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    await expect(canvas.getByRole('radio', { name: card(unknownCard) })).toBeChecked()
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    await expect(canvas.getByRole('radio', { name: card(visa) })).toBeChecked()
  },
}

export const CardExpiresSoon: Story = {
  name: 'Card expires soon',
  parameters: {
    shop: { cards: [{ ...mastercard, isDefault: true }] },
    shows: ['card:expiring', 'case:card expires soon'],
  },
  async play(context) {
    const { canvas } = context
    const { fragment, messages } = shopOf(context)
    await expect(await canvas.findByText(fragment(messages.card.expiring, { date: '12/26' }))).toBeVisible()
  },
}

export const UnknownBrand: Story = {
  name: 'Unknown brand',
  parameters: { shop: { cards: [unknownCard] }, shows: ['case:unknown brand'] },
  async play(context) {
    await expect(await context.canvas.findByRole('radio', { name: shopOf(context).card(unknownCard) })).toBeChecked()
  },
}

export const OnlyAnExpiredCard: Story = {
  name: 'Only an expired card',
  parameters: { shop: { cards: [expiredCard] } },
  async play(context) {
    const { canvas } = context
    const { fragment, messages } = shopOf(context)
    await expect(await canvas.findByRole('radio', { name: fragment(messages.checkout.anotherCard) })).toBeChecked()
    await expect(canvas.getByRole('checkbox')).not.toBeChecked()
  },
}

export const PaidByKeyboard: Story = {
  name: 'Paid by keyboard',
  parameters: { shop: { cards: [visa] } },
  async play(context) {
    const { args, canvas, userEvent } = context
    const { paid, pay } = shopOf(context)
    await canvas.findByRole('button', { name: pay() })
    await userEvent.tab()
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: pay() })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByText(paid())).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('status')).toHaveFocus())
    await expect(args.onSucceeded).toHaveBeenCalledOnce()
  },
}

export const PaidAndSaved: Story = {
  name: 'New card, paid and saved',
  parameters: { shows: ['case:succeeded and saved'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { paid, payAndSave, messages } = shopOf(context)
    await userEvent.click(await canvas.findByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: payAndSave() }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay' }))
    await expect(await canvas.findByText(paid())).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent(messages.status.saved)
  },
}

export const CustomLayout: Story = {
  name: 'Custom layout',
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
  async play(context) {
    const { paid, pay } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: pay() }))
    await expect(await context.canvas.findByText(paid())).toBeVisible()
  },
}

export const CustomElements: Story = {
  name: 'Custom elements',
  parameters: { shop: { cards: [visa] } },
  render: (args) => (
    <Checkout {...args} render={(props) => <div {...props} id="payment" />}>
      <SavedCardPicker />
      <PayWithSavedCardButton render={(props) => <button {...props} className="shop-button" />} />
      <PaymentStatus />
    </Checkout>
  ),
  async play(context) {
    const { paid, pay } = shopOf(context)
    const button = await context.canvas.findByRole('button', { name: pay() })
    await expect(button).toHaveClass('shop-button')
    await expect(context.canvasElement.querySelector('#payment')).toHaveAttribute('data-cardfile', 'checkout')
    await context.userEvent.click(button)
    await expect(await context.canvas.findByText(paid())).toBeVisible()
  },
}

export const Loading: Story = {
  name: 'Loading',
  parameters: { shop: { scenario: 'never_loads' }, shows: ['case:loading'] },
  async play({ canvasElement }) {
    await expect(canvasElement.querySelector('[aria-busy="true"]')).toBeVisible()
  },
}

const keepsItsHeight: Story['play'] = async (context) => {
  const heightOf = () =>
    context.canvasElement.querySelector('[data-cardfile="checkout"]')?.getBoundingClientRect().height
  const before = heightOf()
  await context.canvas.findByRole('button', { name: shopOf(context).pay() })
  await expect(heightOf()).toBe(before)
}

export const LoadsInPlace: Story = {
  name: 'Loads without layout shift',
  parameters: { shop: { cards: [visa], latencyMs: 100 } },
  play: keepsItsHeight,
}

export const LoadsInPlaceWithoutCards: Story = {
  name: 'Loads without layout shift, no saved card',
  parameters: { shop: { latencyMs: 100 } },
  play: keepsItsHeight,
}

export const LoadFails: Story = {
  name: 'Loading fails, then succeeds',
  parameters: { shop: { scenario: 'load_fails', cards: [visa] }, timesFaster: 20 },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, pay, messages } = shopOf(context)
    const again = await canvas.findByRole('button', { name: messages.button.tryAgain }, { timeout: 240_000 })
    await expect(canvas.getByRole('status')).toHaveTextContent(messages.button.notLoaded)
    backend.play('approves')
    await userEvent.click(again)
    await expect(await canvas.findByRole('button', { name: pay() }, { timeout: 240_000 })).toBeVisible()
    backend.play('load_fails')
  },
}

export const SignedOut: Story = {
  name: 'Signed out',
  parameters: { shop: { scenario: 'signed_out' }, shows: ['problem:unauthenticated'] },
  async play(context) {
    const { canvas } = context
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(shopOf(context).messages.common.signIn))
  },
}
