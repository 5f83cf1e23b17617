import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, waitFor, within } from 'storybook/test'
import { mastercard, visa, withCvc } from '../testing/fixtures.ts'
import { PayWithSavedCardButton } from './pay-with-saved-card-button.tsx'
import { SaveCardButton } from './save-card-button.tsx'

const meta = {
  title: 'One click/On a product page',
  component: PayWithSavedCardButton,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof PayWithSavedCardButton>
export default meta
type Story = StoryObj<typeof meta>

export const ReviewedInADialog: Story = {
  parameters: { shop: { cards: [visa, mastercard] } },
  async play({ canvas, userEvent }) {
    const button = await canvas.findByRole('button', { name: 'Pay €12.95 with Visa ending in 4242' })
    await userEvent.click(button)
    const dialog = await canvas.findByRole('dialog', { name: 'Order 1042 €12.95' })
    await expect(dialog).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(canvas.queryByRole('dialog')).not.toBeInTheDocument())
    await expect(button).toHaveFocus()
    await userEvent.click(button)
  },
}

export const PaidInTheDialog: Story = {
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Pay €12.95 with Visa/ }))
    const dialog = within(await canvas.findByRole('dialog'))
    await userEvent.type(dialog.getByLabelText('Security code'), '123')
    await userEvent.click(dialog.getByRole('button', { name: 'Pay €12.95' }))
    await waitFor(() => expect(canvas.queryByRole('dialog')).not.toBeInTheDocument())
    await expect(canvas.getByRole('status')).toHaveTextContent('Paid €12.95')
  },
}

export const DeclinedInTheDialog: Story = {
  parameters: { shop: { cards: [visa], scenario: 'insufficient_funds' } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /Pay €12.95 with Visa/ }))
    const dialog = within(await canvas.findByRole('dialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Pay €12.95' }))
    await expect(await dialog.findByText('There is not enough money on this card.')).toBeVisible()
    await userEvent.click(dialog.getByRole('button', { name: 'Another card' }))
    await expect(dialog.getByRole('radio', { name: /Another card/ })).toBeChecked()
  },
}

export const WithoutAReview: Story = {
  args: { checkoutId: 'order-1042', confirm: 'none' },
  parameters: { shop: { cards: [visa] } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay €12.95 with Visa ending in 4242' }))
    await expect(await canvas.findByText('Paid €12.95')).toBeVisible()
  },
}

export const NoSavedCard: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByRole('checkbox', { name: /Save this card/ })).not.toBeChecked()
    await expect(canvas.getByRole('button', { name: 'Pay €12.95' })).toBeVisible()
  },
}

const createCheckout = fn(() => Promise.resolve('order-1042'))

export const CheckoutMadeAtTheFirstPress: Story = {
  render: () => <PayWithSavedCardButton createCheckout={createCheckout} />,
  parameters: { shop: { cards: [visa] } },
  async play({ canvas, userEvent }) {
    createCheckout.mockClear()
    await userEvent.click(await canvas.findByRole('button', { name: 'Buy now' }))
    const dialog = within(await canvas.findByRole('dialog', { name: 'Order 1042 €12.95' }))
    await userEvent.click(dialog.getByRole('button', { name: 'Pay €12.95' }))
    await expect(await canvas.findByText('Paid €12.95')).toBeVisible()
    await expect(createCheckout).toHaveBeenCalledOnce()
  },
}

export const SaveCardButtonAlone: Story = {
  render: () => <SaveCardButton checkoutId="order-1042" />,
  parameters: { shop: { cards: [visa] } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: 'Pay €12.95 and save card' }))
    await expect(await canvas.findByRole('heading', { name: /The gateway’s payment page/ })).toBeVisible()
  },
}
