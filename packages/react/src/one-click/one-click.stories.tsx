import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { shopOf } from '../stories.ts'
import { mastercard, visa, withCvc } from '../testing/fixtures.ts'
import { PayWithSavedCardButton } from './pay-with-saved-card-button.tsx'
import { SaveCardButton } from './save-card-button.tsx'

const meta = {
  title: 'One click/Product page',
  component: PayWithSavedCardButton,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof PayWithSavedCardButton>
export default meta
type Story = StoryObj<typeof meta>

export const ConfirmedInDialog: Story = {
  name: 'Confirmed in a dialog',
  parameters: { shop: { cards: [visa, mastercard] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { payWith, messages } = shopOf(context)
    const button = await canvas.findByRole('button', { name: payWith(visa) })
    await userEvent.click(button)
    const dialog = await canvas.findByRole('dialog', { name: /^Order 1042/ })
    await expect(dialog).toBeVisible()
    await userEvent.click(within(dialog).getByRole('button', { name: messages.common.cancel }))
    await waitFor(() => expect(canvas.queryByRole('dialog')).not.toBeInTheDocument())
    await expect(button).toHaveFocus()
    await userEvent.click(button)
    await expect(await canvas.findByRole('dialog')).toBeVisible()
  },
}

export const ConfirmedByKeyboard: Story = {
  name: 'Confirmed and paid by keyboard',
  parameters: { shop: { cards: [visa] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { paid, pay, payWith } = shopOf(context)
    await canvas.findByRole('button', { name: payWith(visa) })
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    const button = within(await canvas.findByRole('dialog')).getByRole('button', { name: pay() })
    await userEvent.tab()
    await waitFor(() => expect(button).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByText(paid())).toBeVisible()
  },
}

export const PaidWithSecurityCode: Story = {
  name: 'Paid in the dialog with a security code',
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { paid, pay, payWith, messages } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: payWith(visa) }))
    const dialog = within(await canvas.findByRole('dialog'))
    await userEvent.type(dialog.getByLabelText(messages.checkout.cvc), '123')
    await userEvent.click(dialog.getByRole('button', { name: pay() }))
    await waitFor(() => expect(canvas.queryByRole('dialog')).not.toBeInTheDocument())
    await expect(await canvas.findByText(paid())).toBeVisible()
  },
}

export const DeclinedInDialog: Story = {
  name: 'Declined in the dialog',
  parameters: { shop: { cards: [visa], scenario: 'insufficient_funds' } },
  async play(context) {
    const { canvas, userEvent } = context
    const { fragment, pay, payWith, messages } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: payWith(visa) }))
    const dialog = within(await canvas.findByRole('dialog'))
    await userEvent.click(dialog.getByRole('button', { name: pay() }))
    await expect(await dialog.findByText(fragment(messages.status.insufficient_funds))).toBeVisible()
    await userEvent.click(dialog.getByRole('button', { name: messages.checkout.anotherCard }))
    await waitFor(() => expect(dialog.getAllByRole('radio').at(-1)).toBeChecked())
  },
}

export const WithoutConfirmation: Story = {
  name: 'Without confirmation',
  args: { checkoutId: 'order-1042', confirm: 'none' },
  parameters: { shop: { cards: [visa] } },
  async play(context) {
    const { paid, payWith } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: payWith(visa) }))
    await expect(await context.canvas.findByText(paid())).toBeVisible()
  },
}

export const NoSavedCard: Story = {
  name: 'No saved card',
  async play(context) {
    await expect(await context.canvas.findByRole('checkbox')).not.toBeChecked()
    await expect(context.canvas.getByRole('button', { name: shopOf(context).pay() })).toBeVisible()
  },
}

const createCheckout = fn(() => Promise.resolve('order-1042'))

export const CheckoutCreatedOnPress: Story = {
  name: 'Checkout created on the first press',
  render: () => <PayWithSavedCardButton createCheckout={createCheckout} />,
  parameters: { shop: { cards: [visa] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { paid, pay, messages } = shopOf(context)
    createCheckout.mockClear()
    await userEvent.click(await canvas.findByRole('button', { name: messages.button.buyNow }))
    const dialog = within(await canvas.findByRole('dialog', { name: /^Order 1042/ }))
    await userEvent.click(dialog.getByRole('button', { name: pay() }))
    await expect(await canvas.findByText(paid())).toBeVisible()
    await expect(createCheckout).toHaveBeenCalledOnce()
  },
}

export const StandaloneSaveCardButton: Story = {
  name: 'Button to save a card, on its own',
  render: () => <SaveCardButton checkoutId="order-1042" />,
  parameters: { shop: { cards: [visa] } },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.click(await canvas.findByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: shopOf(context).payAndSave() }))
    await expect(await canvas.findByRole('button', { name: 'Pay' })).toBeVisible()
  },
}
