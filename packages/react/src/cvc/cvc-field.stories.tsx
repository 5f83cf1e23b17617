import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { Checkout } from '../checkout/checkout.tsx'
import { shopOf } from '../stories.ts'
import { amex, mastercard, unknownCard, visa, withCvc } from '../testing/fixtures.ts'

const meta = {
  title: 'Checkout/Security code',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const Optional: Story = {
  name: 'Optional',
  parameters: { shop: { cards: [withCvc(visa, 'optional')] }, shows: ['cvc:optional'] },
  async play(context) {
    const { messages } = shopOf(context)
    await expect(await context.canvas.findByLabelText(messages.checkout.cvcOptional)).toHaveValue('')
  },
}

export const Required: Story = {
  name: 'Required',
  parameters: { shop: { cards: [withCvc(visa, 'required')] }, shows: ['cvc:required'] },
  async play(context) {
    const { fragment, messages } = shopOf(context)
    await expect(await context.canvas.findByLabelText(messages.checkout.cvc)).toHaveAccessibleDescription(
      fragment(messages.checkout.cvcHint, { digits: '3' }),
    )
  },
}

export const FourDigits: Story = {
  name: 'Four digits (American Express)',
  parameters: { shop: { cards: [withCvc({ ...amex, isDefault: true }, 'required')] } },
  async play(context) {
    const field = await context.canvas.findByLabelText(shopOf(context).messages.checkout.cvc)
    await context.userEvent.type(field, '12345')
    await expect(field).toHaveValue('1234')
    await expect(field).toHaveFocus()
  },
}

export const UnknownBrand: Story = {
  name: 'Three or four digits (unknown brand)',
  parameters: { shop: { cards: [withCvc({ ...unknownCard, isDefault: true }, 'required')] } },
  async play(context) {
    const { fragment, messages } = shopOf(context)
    await expect(await context.canvas.findByText(fragment(messages.checkout.cvcHint, { digits: '3–4' }))).toBeVisible()
  },
}

export const RequiredForOneCard: Story = {
  name: 'Required for one card only',
  parameters: { shop: { cards: [withCvc(visa, 'required'), mastercard] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { card, messages } = shopOf(context)
    await userEvent.type(await canvas.findByLabelText(messages.checkout.cvc), '123')
    await userEvent.click(canvas.getByRole('radio', { name: card(mastercard) }))
    await expect(canvas.queryByLabelText(messages.checkout.cvc)).not.toBeInTheDocument()
    await userEvent.click(canvas.getByRole('radio', { name: card(visa) }))
    await expect(canvas.getByLabelText(messages.checkout.cvc)).toHaveValue('')
  },
}

export const Missing: Story = {
  name: 'Missing',
  parameters: { shop: { cards: [withCvc(visa, 'required')] }, shows: ['notice:cvc_required'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { fragment, pay, messages } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    const field = canvas.getByLabelText(messages.checkout.cvc)
    await waitFor(() => expect(field).toHaveAccessibleDescription(fragment(messages.checkout.cvcNeeded)))
    await waitFor(() => expect(field).toHaveFocus())
  },
}

export const Corrected: Story = {
  name: 'Too short, then corrected',
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { fragment, messages } = shopOf(context)
    const field = await canvas.findByLabelText(messages.checkout.cvc)
    await userEvent.type(field, '12{Enter}')
    await waitFor(() => expect(field).toHaveAccessibleDescription(fragment(messages.checkout.cvcNeeded)))
    await expect(field).toHaveValue('12')
    await userEvent.type(field, '3')
    await waitFor(() => expect(field).toBeValid())
  },
}

export const TooShort: Story = {
  name: 'Too short',
  parameters: { shop: { cards: [withCvc(visa, 'required')] }, shows: ['notice:cvc_malformed'] },
  async play(context) {
    const field = await context.canvas.findByLabelText(shopOf(context).messages.checkout.cvc)
    await context.userEvent.type(field, '12{Enter}')
    await waitFor(() => expect(field).toBeInvalid())
  },
}

export const Revealed: Story = {
  name: 'Revealed, then covered again',
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { pay, messages } = shopOf(context)
    const field = await canvas.findByLabelText(messages.checkout.cvc)
    await userEvent.type(field, '123')
    await expect(field).toHaveAttribute('data-state', 'covered')
    const show = canvas.getByRole('button', { name: messages.checkout.showCvc })
    await userEvent.click(show)
    await expect(show).toHaveAttribute('aria-pressed', 'true')
    await expect(field).toHaveAttribute('data-state', 'shown')
    // Leaving the field covers the digits again.
    canvas.getByRole('button', { name: pay() }).focus()
    await waitFor(() => expect(field).toHaveAttribute('data-state', 'covered'))
    await userEvent.click(show)
  },
}

export const PaidByKeyboard: Story = {
  name: 'Entered and paid by keyboard',
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, paid, messages } = shopOf(context)
    await canvas.findByLabelText(messages.checkout.cvc)
    await userEvent.tab()
    await userEvent.tab()
    await userEvent.keyboard('123{Enter}')
    await expect(await canvas.findByText(paid())).toBeVisible()
    await expect(backend.requests.filter(({ hadCvc }) => hadCvc)).toHaveLength(1)
  },
}

export const Incorrect: Story = {
  name: 'Incorrect',
  parameters: {
    shop: { cards: [withCvc(visa, 'required')] },
    shows: ['case:incorrect security code', 'state:declined', 'reason:cvc_incorrect'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { fragment, messages } = shopOf(context)
    const field = await canvas.findByLabelText(messages.checkout.cvc)
    await userEvent.type(field, '000{Enter}')
    await expect(await canvas.findByText(fragment(messages.status.cvc_incorrect))).toBeVisible()
    await waitFor(() => expect(field).toHaveValue(''))
    await waitFor(() => expect(field).toHaveFocus())
  },
}

export const IncorrectThreeTimes: Story = {
  name: 'Incorrect three times',
  parameters: {
    shop: { cards: [withCvc(visa, 'required')] },
    shows: ['problem:too_many_attempts', 'notice:too_many_attempts'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, messages } = shopOf(context)
    const field = await canvas.findByLabelText(messages.checkout.cvc)
    for (const presses of [1, 2, 3, 4]) {
      await userEvent.type(field, '000{Enter}')
      await waitFor(() => expect(backend.requests.filter(({ hadCvc }) => hadCvc)).toHaveLength(presses))
      await waitFor(() => expect(field).not.toHaveAttribute('readonly'))
    }
  },
}

export const RequiredSincePageLoad: Story = {
  name: 'Required since the page was loaded',
  parameters: {
    shop: { cards: [withCvc(visa, 'required')] },
    cvcAtFirst: 'optional',
    shows: ['problem:cvc_required', 'notice:cvc_required'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { pay, messages } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    const required = await canvas.findByLabelText(messages.checkout.cvc)
    await waitFor(() => expect(required).toBeInvalid())
  },
}

export const NotAcceptedSincePageLoad: Story = {
  name: 'Not accepted since the page was loaded',
  parameters: {
    shop: { cards: [visa] },
    cvcAtFirst: 'required',
    shows: ['notice:cvc_not_accepted', 'problem:cvc_not_accepted'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.type(await canvas.findByLabelText(shopOf(context).messages.checkout.cvc), '123{Enter}')
    await waitFor(() => expect(canvas.queryByRole('textbox')).not.toBeInTheDocument())
  },
}
