import { formatMoney, type Money, type SavedCard } from '@cardfile/contract'
import type { StoryContext } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { cardName } from './cards/card-name.ts'
import { fill } from './messages/fill.ts'
import type { Messages } from './messages/messages.ts'
import type { FakeBackend, FakeBackendOptions } from './testing/fake-backend.ts'
import { visa } from './testing/fixtures.ts'

const price: Money = { value: 1295, currency: 'EUR' }

/**
 * The fake backend and the messages of a story. Query by these texts, which are in the toolbar's language, so that every story
 * plays in every language.
 */
export function shopOf({ loaded }: Pick<StoryContext, 'loaded'>) {
  const backend: FakeBackend = loaded['backend']
  const messages: Messages = loaded['messages']
  const amountOf = (value: number) => formatMoney({ ...price, value }, messages.locale)
  const format = (message: string, values: Readonly<Record<string, string>> = {}) =>
    fill(message, values, messages.direction)
  const nameOf = (card: SavedCard) => cardName(card, messages.button, messages.direction)
  return {
    backend,
    messages,
    /** The label of the pay button, at an amount in cents. */
    pay: (value = price.value) => exactly(format(messages.button.pay, { amount: amountOf(value) })),
    payAndSave: () => exactly(format(messages.button.payAndSave, { amount: amountOf(price.value) })),
    payWith: (card: SavedCard) =>
      exactly(format(messages.button.payWithCard, { amount: amountOf(price.value), card: nameOf(card) })),
    paid: () => exactly(format(messages.status.succeeded, { amount: amountOf(price.value) })),
    /** Text that contains the name of a card. */
    card: (card: SavedCard) => including(nameOf(card)),
    /** The accessible name of a button on the account page, which includes the card. */
    button: (label: string, card: SavedCard) => exactly(`${label}: ${nameOf(card)}`),
    /** Text that contains a message. */
    fragment: (message: string, values: Readonly<Record<string, string>> = {}) => including(format(message, values)),
  }
}

/** Matches a whole text, with any kind of space: some languages use no-break spaces. */
export function exactly(text: string): RegExp {
  return new RegExp(`^${pattern(text)}$`)
}

/** Matches a text that contains this one. */
export function including(text: string): RegExp {
  return new RegExp(pattern(text))
}

function pattern(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&').replace(/\s+/g, '\\s+')
}

/** A story about a state on page load. `shows` lists states of `.storybook/states/states.ts`. */
export function onLoad(shop: FakeBackendOptions, ...shows: readonly string[]) {
  return {
    parameters: { shop: { cards: [visa], ...shop }, shows },
    async play({ canvas }: Pick<StoryContext, 'canvas'>) {
      await waitFor(() => expect(canvas.getByRole('status')).not.toBeEmptyDOMElement())
    },
  }
}

/** A story about the state after one press with a saved card. */
export function afterPress(shop: FakeBackendOptions, ...shows: readonly string[]) {
  return {
    parameters: { shop: { cards: [visa], ...shop }, shows },
    async play(context: Pick<StoryContext, 'canvas' | 'loaded' | 'userEvent'>) {
      const { canvas, userEvent } = context
      await userEvent.click(await canvas.findByRole('button', { name: shopOf(context).pay() }))
      await waitFor(() => expect(canvas.getByRole('status')).not.toBeEmptyDOMElement())
    },
  }
}
