import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor, within } from 'storybook/test'
import { shopOf } from '../stories.ts'
import { expiredCard, mastercard, unknownCard, visa } from '../testing/fixtures.ts'
import { SavedCardManager } from './saved-card-manager.tsx'

const meta = { title: 'Account/Saved cards', component: SavedCardManager } satisfies Meta<typeof SavedCardManager>
export default meta
type Story = StoryObj<typeof meta>

const cards = [visa, mastercard, unknownCard, expiredCard]

export const SeveralCards: Story = {
  name: 'Several cards',
  parameters: { shop: { cards }, shows: ['card:active', 'card:expiring', 'card:expired'] },
  async play(context) {
    const { card, button, messages } = shopOf(context)
    await expect(await context.canvas.findByText(card(visa))).toBeVisible()
    const makeDefault = button(messages.manager.makeDefault, expiredCard)
    await expect(context.canvas.queryByRole('button', { name: makeDefault })).not.toBeInTheDocument()
  },
}

export const NoSavedCards: Story = {
  name: 'No saved cards',
  parameters: { shows: ['case:no saved cards'] },
  async play(context) {
    await expect(await context.canvas.findByText(shopOf(context).messages.manager.none)).toBeVisible()
  },
}

export const DefaultChanged: Story = {
  name: 'Default changed',
  parameters: { shop: { cards } },
  async play(context) {
    const { canvas, userEvent } = context
    const { button, card, messages } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: button(messages.manager.makeDefault, mastercard) }))
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(card(mastercard)))
  },
}

export const ConfirmRemoval: Story = {
  name: 'Removal to confirm',
  parameters: { shop: { cards }, shows: ['case:removing a card'] },
  async play(context) {
    const { canvas, userEvent } = context
    const { button, messages } = shopOf(context)
    const name = button(messages.manager.remove, mastercard)
    await userEvent.click(await canvas.findByRole('button', { name }))
    const dialog = await canvas.findByRole('dialog', { name })
    await expect(within(dialog).getByRole('button', { name: messages.common.cancel })).toHaveFocus()
  },
}

export const RemovalCancelled: Story = {
  name: 'Removal cancelled',
  parameters: { shop: { cards } },
  async play(context) {
    const { canvas, userEvent } = context
    const { button, messages } = shopOf(context)
    const remove = await canvas.findByRole('button', { name: button(messages.manager.remove, mastercard) })
    await userEvent.click(remove)
    await userEvent.click(canvas.getByRole('button', { name: messages.common.cancel }))
    await waitFor(() => expect(canvas.queryByRole('dialog')).not.toBeInTheDocument())
    await expect(remove).toHaveFocus()
  },
}

export const RemovedByKeyboard: Story = {
  name: 'Removed by keyboard',
  parameters: { shop: { cards: [visa, mastercard] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { button, card, messages } = shopOf(context)
    const remove = await canvas.findByRole('button', { name: button(messages.manager.remove, mastercard) })
    while (document.activeElement !== remove) await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    const dialog = within(await canvas.findByRole('dialog'))
    await userEvent.tab({ shift: true })
    await expect(dialog.getByRole('button', { name: messages.manager.remove })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(card(mastercard)))
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(1))
    await expect(canvas.getByRole('heading', { name: messages.manager.savedCards })).toHaveFocus()
  },
}

export const RemovalFails: Story = {
  name: 'Removal fails',
  parameters: { shop: { cards: [visa] } },
  async play(context) {
    const { canvas, userEvent } = context
    const { backend, button, fragment, messages } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: button(messages.manager.remove, visa) }))
    backend.play('load_fails')
    const dialog = within(await canvas.findByRole('dialog'))
    await userEvent.click(dialog.getByRole('button', { name: messages.manager.remove }))
    await expect(await dialog.findByText(fragment(messages.common.failed))).toBeVisible()
  },
}

export const Loading: Story = { name: 'Loading', parameters: { shop: { scenario: 'never_loads' } } }

export const LoadFails: Story = {
  name: 'Loading fails',
  parameters: { shop: { scenario: 'load_fails' }, timesFaster: 20 },
  async play(context) {
    const { fragment, messages } = shopOf(context)
    const complaint = fragment(messages.button.notLoaded)
    await expect(await context.canvas.findByText(complaint, {}, { timeout: 240_000 })).toBeVisible()
  },
}

export const SignedOut: Story = {
  name: 'Signed out',
  parameters: { shop: { scenario: 'signed_out' } },
  async play(context) {
    const { fragment, messages } = shopOf(context)
    await expect(await context.canvas.findByText(fragment(messages.common.signIn))).toBeVisible()
  },
}

export const UpdateCard: Story = {
  name: 'Card to update',
  args: { createCheckout: () => Promise.resolve('order-1042') },
  parameters: { shop: { cards } },
  async play(context) {
    const { canvas, userEvent } = context
    const { button, payAndSave, messages } = shopOf(context)
    await userEvent.click(await canvas.findByRole('button', { name: button(messages.manager.update, expiredCard) }))
    const dialog = within(await canvas.findByRole('dialog'))
    await expect(await dialog.findByRole('button', { name: payAndSave() })).toBeVisible()
    await userEvent.click(dialog.getByRole('button', { name: messages.common.cancel }))
    await waitFor(() => expect(canvas.queryByRole('dialog')).not.toBeInTheDocument())
    const update = canvas.getByRole('button', { name: button(messages.manager.update, expiredCard) })
    await expect(update).toHaveFocus()
    await userEvent.click(update)
    await expect(await canvas.findByRole('dialog')).toBeVisible()
  },
}
