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
    const { words } = shopOf(context)
    await expect(await context.canvas.findByLabelText(words.checkout.codeOptional)).toHaveValue('')
  },
}

export const Required: Story = {
  name: 'Required',
  parameters: { shop: { cards: [withCvc(visa, 'required')] }, shows: ['cvc:required'] },
  async play(context) {
    const { fragment, words } = shopOf(context)
    await expect(await context.canvas.findByLabelText(words.checkout.code)).toHaveAccessibleDescription(
      fragment(words.checkout.codeHint, { digits: '3' }),
    )
  },
}

export const FourDigitsOnTheFront: Story = {
  name: 'Four digits, of an American Express',
  parameters: { shop: { cards: [withCvc({ ...amex, isDefault: true }, 'required')] } },
  async play(context) {
    const field = await context.canvas.findByLabelText(shopOf(context).words.checkout.code)
    await context.userEvent.type(field, '12345')
    await expect(field).toHaveValue('1234')
    await expect(field).toHaveFocus()
  },
}

export const ThreeOrFourWhenTheBrandIsUnknown: Story = {
  name: 'Three or four digits, of an unknown brand',
  parameters: { shop: { cards: [withCvc({ ...unknownCard, isDefault: true }, 'required')] } },
  async play(context) {
    const { fragment, words } = shopOf(context)
    await expect(await context.canvas.findByText(fragment(words.checkout.codeHint, { digits: '3–4' }))).toBeVisible()
  },
}

export const OneCardAsksAndAnotherDoesNot: Story = {
  name: 'One card asks, another does not',
  parameters: { shop: { cards: [withCvc(visa, 'required'), mastercard] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { card, words } = shopOf(context)
    await userEvent.type(await canvas.findByLabelText(words.checkout.code), '123')
    await userEvent.click(canvas.getByRole('radio', { name: card(mastercard) }))
    await expect(canvas.queryByLabelText(words.checkout.code)).not.toBeInTheDocument()
    await userEvent.click(canvas.getByRole('radio', { name: card(visa) }))
    await expect(canvas.getByLabelText(words.checkout.code)).toHaveValue('')
  },
}

export const Forgotten: Story = {
  name: 'Forgotten',
  parameters: { shop: { cards: [withCvc(visa, 'required')] }, shows: ['notice:cvc_required'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { fragment, pay, words } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    const field = canvas.getByLabelText(words.checkout.code)
    await waitFor(() => expect(field).toHaveAccessibleDescription(fragment(words.checkout.codeNeeded)))
    await waitFor(() => expect(field).toHaveFocus())
  },
}

export const TooShort: Story = {
  name: 'Too short, and mended',
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { fragment, words } = shopOf(context)
    const field = await canvas.findByLabelText(words.checkout.code)
    await userEvent.type(field, '12{Enter}')
    await waitFor(() => expect(field).toHaveAccessibleDescription(fragment(words.checkout.codeNeeded)))
    await expect(field).toHaveValue('12')
    await userEvent.type(field, '3')
    await waitFor(() => expect(field).toBeValid())
  },
}

export const NotACode: Story = {
  name: 'Too short',
  parameters: { shop: { cards: [withCvc(visa, 'required')] }, shows: ['notice:cvc_malformed'] },
  async play(context) {
    const field = await context.canvas.findByLabelText(shopOf(context).words.checkout.code)
    await context.userEvent.type(field, '12{Enter}')
    await waitFor(() => expect(field).toBeInvalid())
  },
}

export const ShownWhileItIsLookedAt: Story = {
  name: 'Shown while it is looked at',
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { pay, words } = shopOf(context)
    const field = await canvas.findByLabelText(words.checkout.code)
    await userEvent.type(field, '123')
    await expect(field).toHaveAttribute('data-state', 'covered')
    const show = canvas.getByRole('button', { name: words.checkout.showCode })
    await userEvent.click(show)
    await expect(show).toHaveAttribute('aria-pressed', 'true')
    await expect(field).toHaveAttribute('data-state', 'shown')
    // Whoever goes on has seen enough.
    canvas.getByRole('button', { name: pay() }).focus()
    await waitFor(() => expect(field).toHaveAttribute('data-state', 'covered'))
    await userEvent.click(show)
  },
}

export const PaidWithACode: Story = {
  name: 'Typed and paid without a mouse',
  parameters: { shop: { cards: [withCvc(visa, 'required')] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, paid, words } = shopOf(context)
    await canvas.findByLabelText(words.checkout.code)
    await userEvent.tab()
    await userEvent.tab()
    await userEvent.keyboard('123{Enter}')
    await expect(await canvas.findByText(paid())).toBeVisible()
    await expect(backend.requests.filter(({ hadCvc }) => hadCvc)).toHaveLength(1)
  },
}

export const RefusedByTheBank: Story = {
  name: 'Wrong, says the bank',
  parameters: {
    shop: { cards: [withCvc(visa, 'required')] },
    shows: ['sentence:wrong security code', 'state:declined', 'reason:cvc_incorrect'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { fragment, words } = shopOf(context)
    const field = await canvas.findByLabelText(words.checkout.code)
    await userEvent.type(field, '000{Enter}')
    await expect(await canvas.findByText(fragment(words.status.cvc_incorrect))).toBeVisible()
    await waitFor(() => expect(field).toHaveValue(''))
    await waitFor(() => expect(field).toHaveFocus())
  },
}

export const WrongThreeTimes: Story = {
  name: 'Wrong three times',
  parameters: {
    shop: { cards: [withCvc(visa, 'required')] },
    shows: ['problem:too_many_attempts', 'notice:too_many_attempts'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, words } = shopOf(context)
    const field = await canvas.findByLabelText(words.checkout.code)
    for (const presses of [1, 2, 3, 4]) {
      await userEvent.type(field, '000{Enter}')
      await waitFor(() => expect(backend.requests.filter(({ hadCvc }) => hadCvc)).toHaveLength(presses))
      await waitFor(() => expect(field).not.toHaveAttribute('readonly'))
    }
  },
}

export const AskedForSinceThePageWasOpened: Story = {
  name: 'Asked for since the page was opened',
  parameters: {
    shop: { cards: [withCvc(visa, 'required')] },
    cvcAtFirst: 'optional',
    shows: ['problem:cvc_required', 'notice:cvc_required'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    const { pay, words } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: pay() }))
    const required = await canvas.findByLabelText(words.checkout.code)
    await waitFor(() => expect(required).toBeInvalid())
  },
}

export const NotAskedForSinceThePageWasOpened: Story = {
  name: 'Not asked for since the page was opened',
  parameters: {
    shop: { cards: [visa] },
    cvcAtFirst: 'required',
    shows: ['notice:cvc_not_accepted', 'problem:cvc_not_accepted'],
  },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.type(await canvas.findByLabelText(shopOf(context).words.checkout.code), '123{Enter}')
    await waitFor(() => expect(canvas.queryByRole('textbox')).not.toBeInTheDocument())
  },
}
