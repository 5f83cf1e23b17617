import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { expiredCard, mastercard, unknownCard, visa } from '../testing/fixtures.ts'
import { SavedCardManager } from './saved-card-manager.tsx'

const meta = { title: 'Account/Saved cards', component: SavedCardManager } satisfies Meta<typeof SavedCardManager>
export default meta
type Story = StoryObj<typeof meta>

const cards = [visa, mastercard, unknownCard, expiredCard]

export const SeveralCards: Story = {
  parameters: { shop: { cards } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Visa ending in 4242')).toBeVisible()
    await expect(canvas.queryByRole('button', { name: /default: Visa ending in 1881/ })).not.toBeInTheDocument()
  },
}

export const NoCards: Story = {
  async play({ canvas }) {
    await expect(await canvas.findByText(/None yet/)).toBeVisible()
  },
}

export const AnotherDefault: Story = {
  parameters: { shop: { cards } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Make default: Mastercard ending in 4444' }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Default: Mastercard ending in 4444'))
  },
}

export const Removing: Story = {
  parameters: { shop: { cards } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Remove: Mastercard ending in 4444' }))
    const dialog = await canvas.findByRole('dialog', { name: 'Remove: Mastercard ending in 4444' })
    await expect(within(dialog).getByRole('button', { name: 'Cancel' })).toHaveFocus()
  },
}

export const Kept: Story = {
  parameters: { shop: { cards } },
  async play({ canvas, userEvent }) {
    const remove = await canvas.findByRole('button', { name: 'Remove: Mastercard ending in 4444' })
    await userEvent.click(remove)
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(canvas.queryByRole('dialog')).not.toBeInTheDocument())
    await expect(remove).toHaveFocus()
  },
}

export const Removed: Story = {
  parameters: { shop: { cards } },
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Remove: Mastercard ending in 4444' }))
    const dialog = within(await canvas.findByRole('dialog'))
    await userEvent.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Removed: Mastercard ending in 4444'))
    await waitFor(() => expect(canvas.queryByText('Mastercard ending in 4444')).not.toBeInTheDocument())
    await expect(canvas.getByRole('heading', { name: 'Saved cards' })).toHaveFocus()
  },
}

export const Loading: Story = { parameters: { shop: { scenario: 'never_loads' } } }

export const SignedOut: Story = {
  parameters: { shop: { scenario: 'signed_out' } },
  async play({ canvas }) {
    await expect(await canvas.findByText('Please sign in.')).toBeVisible()
  },
}
