import { Checkout } from '@cardfile/react'
import { mastercard, visa, withCvc } from '@cardfile/react/testing'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { PayLine } from '../../packages/react/src/examples/own-interface.tsx'
import { OwnLayout } from '../../packages/react/src/examples/own-layout.tsx'
import { shopOf } from '../../packages/react/src/stories.ts'
import { exampleCode } from '../source/examples.ts'

const unchangedCode = (name: string) => ({
  docs: { source: { code: exampleCode(name), transform: (code: string) => code } },
})

const meta = {
  title: 'Checkout/Recipes',
  component: Checkout,
  args: { checkoutId: 'order-1042' },
} satisfies Meta<typeof Checkout>
export default meta
type Story = StoryObj<typeof meta>

export const YourOwnLayout: Story = {
  name: 'Your own layout',
  parameters: { shop: { cards: [withCvc(visa, 'optional'), mastercard] }, ...unchangedCode('own-layout') },
  render: ({ checkoutId }) => <OwnLayout orderId={checkoutId} />,
  async play(context) {
    const { paid, pay } = shopOf(context)
    await context.userEvent.click(await context.canvas.findByRole('button', { name: pay() }))
    await expect(await context.canvas.findByText(paid())).toBeVisible()
  },
}

export const YourOwnInterface: Story = {
  name: 'Your own interface',
  parameters: { shop: { cards: [withCvc(visa, 'required')] }, ...unchangedCode('own-interface') },
  render: ({ checkoutId }) => <PayLine orderId={checkoutId} />,
  async play({ canvas, userEvent }) {
    // The example has its own text, in English.
    await userEvent.type(await canvas.findByRole('textbox'), '123')
    await userEvent.click(canvas.getByRole('button', { name: /4242/ }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('succeeded'))
  },
}
