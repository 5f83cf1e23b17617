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
  title: 'Checkout/Choosing how to pay',
  component: Checkout,
  args: { checkoutId: 'order-1042', onSucceeded: fn() },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const NoSavedCardYet: Story = {
  name: 'No saved card yet',
  parameters: { shows: ['state:ready', 'sentence:no card'] },
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
  parameters: { shop: { cards: [visa] }, shows: ['card:active', 'cvc:never', 'sentence:one card'] },
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
  name: 'Several cards, of which one expired',
  parameters: {
    shop: { cards: [visa, mastercard, unknownCard, expiredCard] },
    shows: ['card:expired', 'sentence:several cards', 'sentence:expired card'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { card } = shopOf(context)
    await expect(await canvas.findByRole('radio', { name: card(expiredCard) })).toBeDisabled()
    // One stop for the Tab key, arrows inside: what native radios do.
    await userEvent.tab()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    await expect(canvas.getByRole('radio', { name: card(unknownCard) })).toBeChecked()
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    await expect(canvas.getByRole('radio', { name: card(visa) })).toBeChecked()
  },
}

export const ExpiresSoon: Story = {
  name: 'A card that expires soon',
  parameters: {
    shop: { cards: [{ ...mastercard, isDefault: true }] },
    shows: ['card:expiring', 'sentence:card that expires soon'],
  },
  async play(context) {
    const { canvas } = context
    const { fragment, words } = shopOf(context)
    await expect(await canvas.findByText(fragment(words.card.expiring, { date: '12/26' }))).toBeVisible()
  },
}

export const BrandUnknown: Story = {
  name: 'A card of unknown brand',
  parameters: { shop: { cards: [unknownCard] }, shows: ['sentence:brand unknown'] },
  async play(context) {
    await expect(await context.canvas.findByRole('radio', { name: shopOf(context).card(unknownCard) })).toBeChecked()
  },
}

export const OnlyAnExpiredCard: Story = {
  name: 'Only an expired card',
  parameters: { shop: { cards: [expiredCard] } },
  async play(context) {
    const { canvas } = context
    const { fragment, words } = shopOf(context)
    await expect(await canvas.findByRole('radio', { name: fragment(words.checkout.anotherCard) })).toBeChecked()
    await expect(canvas.getByRole('checkbox')).not.toBeChecked()
  },
}

export const PaidWithoutAMouse: Story = {
  name: 'Paid without a mouse',
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

export const SavedOnTheFirstVisit: Story = {
  name: 'Paid and saved on the first visit',
  parameters: { shows: ['sentence:succeeded and saved'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { paid, payAndSave, words } = shopOf(context)
    await userEvent.click(await canvas.findByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: payAndSave() }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay' }))
    await expect(await canvas.findByText(paid())).toBeVisible()
    await expect(canvas.getByRole('status')).toHaveTextContent(words.status.saved)
  },
}

export const LaidOutByTheShop: Story = {
  name: 'Laid out by the shop',
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

export const WithElementsOfTheShop: Story = {
  name: 'With elements of the shop’s own',
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
  parameters: { shop: { scenario: 'never_loads' }, shows: ['sentence:loading'] },
  async play({ canvasElement }) {
    await expect(canvasElement.querySelector('[aria-busy="true"]')).toBeVisible()
  },
}

const asTallAsItsSkeleton: Story['play'] = async (context) => {
  const heightOf = () =>
    context.canvasElement.querySelector('[data-cardfile="checkout"]')?.getBoundingClientRect().height
  const before = heightOf()
  await context.canvas.findByRole('button', { name: shopOf(context).pay() })
  await expect(heightOf()).toBe(before)
}

export const AsTallAsItsSkeleton: Story = {
  name: 'As tall as its skeleton',
  parameters: { shop: { cards: [visa], latencyMs: 100 } },
  play: asTallAsItsSkeleton,
}

export const AsTallAsItsSkeletonOnTheFirstVisit: Story = {
  name: 'As tall as its skeleton, without a card',
  parameters: { shop: { latencyMs: 100 } },
  play: asTallAsItsSkeleton,
}

export const TheOptionsDoNotLoad: Story = {
  name: 'The options do not load',
  parameters: { shop: { scenario: 'load_fails', cards: [visa] }, timesFaster: 20 },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, pay, words } = shopOf(context)
    const again = await canvas.findByRole('button', { name: words.button.tryAgain }, { timeout: 240_000 })
    await expect(canvas.getByRole('status')).toHaveTextContent(words.button.notLoaded)
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
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(shopOf(context).words.common.signIn))
  },
}
