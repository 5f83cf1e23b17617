import { checkoutId } from '@cardfile/react/testing'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { Checkout } from '@cardfile/react'
import { shopOf } from '../../packages/react/src/stories.ts'
import { exampleCode } from '../source/examples.ts'
import { RepeatPurchase } from './repeat-purchase.tsx'

const meta = {
  title: 'Checkout/Playground',
  component: Checkout,
  args: { checkoutId },
  render: (_, { loaded }) => <RepeatPurchase backend={loaded['backend']} />,
  parameters: { docs: { source: { code: exampleCode('drop-in'), transform: (code: string) => code } } },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

/** Interactive. Tick the box, pay on the hosted payment page, then buy something else with one press. */
export const TryIt: Story = { name: 'Try it' }

export const HostedPaymentPage: Story = {
  name: 'Hosted payment page',
  parameters: { shows: ['case:hosted page'] },
  async play(context) {
    const { canvas, userEvent } = context
    await userEvent.click(await canvas.findByRole('button', { name: shopOf(context).pay() }))
    await expect(await canvas.findByRole('heading', { name: 'Hosted payment page' })).toBeVisible()
  },
}

export const PaySaveAndPayAgain: Story = {
  name: 'Pay, save the card and pay again',
  parameters: { shows: ['case:pay, save and pay again'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, paid, pay, payAndSave } = shopOf(context)
    await userEvent.click(await canvas.findByRole('checkbox'))
    await userEvent.click(canvas.getByRole('button', { name: payAndSave() }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Pay' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Buy something else' }))
    await waitFor(() => expect(canvas.getAllByRole('radio')).toHaveLength(2))
    await userEvent.click(canvas.getByRole('button', { name: pay() }))
    await expect(await canvas.findByText(paid())).toBeVisible()
    await expect(backend.requests.filter(({ path }) => path === '/payments')).toHaveLength(2)
  },
}
