import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import { Checkout } from '../checkout/checkout.tsx'
import { amex, unknownCard, visa, withCvc } from '../testing/fixtures.ts'

const meta = {
  title: 'Checkout/Security code',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const Optional: Story = {
  parameters: { shop: { cards: [withCvc(visa, 'optional')] } },
  async play({ canvas }) {
    await expect(await canvas.findByLabelText('Security code (optional)')).toHaveValue('')
  },
}

export const Required: Story = {
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play({ canvas }) {
    await expect(await canvas.findByLabelText('Security code')).toHaveAccessibleDescription('3 digits on the card')
  },
}

export const FourDigitsOnTheFront: Story = {
  parameters: { shop: { cards: [withCvc({ ...amex, isDefault: true }, 'required')] } },
  async play({ canvas, userEvent }) {
    const field = await canvas.findByLabelText('Security code')
    await userEvent.type(field, '12345')
    await expect(field).toHaveValue('1234')
    await expect(field).toHaveFocus()
  },
}

export const ThreeOrFourWhenTheBrandIsUnknown: Story = {
  parameters: { shop: { cards: [withCvc({ ...unknownCard, isDefault: true }, 'required')] } },
  async play({ canvas }) {
    await expect(await canvas.findByText('3–4 digits on the card')).toBeVisible()
  },
}

export const Forgotten: Story = {
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay €12.95' }))
    const field = canvas.getByLabelText('Security code')
    await expect(field).toHaveAccessibleDescription('Enter the full security code. 3 digits on the card')
    await expect(field).toHaveFocus()
  },
}

export const TooShort: Story = {
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play({ canvas, userEvent }) {
    const field = await canvas.findByLabelText('Security code')
    await userEvent.type(field, '12{Enter}')
    await expect(field).toHaveAccessibleDescription(/Enter the full security code/)
    await expect(field).toHaveValue('12')
  },
}

export const RefusedByTheBank: Story = {
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play({ canvas, userEvent }) {
    const field = await canvas.findByLabelText('Security code')
    await userEvent.type(field, '000{Enter}')
    await expect(await canvas.findByText('The security code is wrong.')).toBeVisible()
    await expect(field).toHaveValue('')
    await expect(field).toHaveFocus()
  },
}
