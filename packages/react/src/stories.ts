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
 * The shop around a story that is being played, and the names things have in it: in the language that the toolbar names,
 * so that every story plays in every language.
 */
export function shopOf({ loaded }: Pick<StoryContext, 'loaded'>) {
  const backend: FakeBackend = loaded['backend']
  const words: Messages = loaded['messages']
  const amountOf = (value: number) => formatMoney({ ...price, value }, words.locale)
  const say = (message: string, values: Readonly<Record<string, string>> = {}) => fill(message, values, words.direction)
  const nameOf = (card: SavedCard) => cardName(card, words.button, words.direction)
  return {
    backend,
    words,
    /** The pay button at a price in cents. */
    pay: (value = price.value) => exactly(say(words.button.pay, { amount: amountOf(value) })),
    payAndSave: () => exactly(say(words.button.payAndSave, { amount: amountOf(price.value) })),
    payWith: (card: SavedCard) =>
      exactly(say(words.button.payWithCard, { amount: amountOf(price.value), card: nameOf(card) })),
    paid: () => exactly(say(words.status.succeeded, { amount: amountOf(price.value) })),
    /** A card where it is called by its name, and perhaps more. */
    card: (card: SavedCard) => including(nameOf(card)),
    /** A button of the account page, which names its card for those who do not see the row. */
    button: (label: string, card: SavedCard) => exactly(`${label}: ${nameOf(card)}`),
    /** Part of what is said. */
    fragment: (message: string, values: Readonly<Record<string, string>> = {}) => including(say(message, values)),
  }
}

/** Finds a text as a whole. Spaces may be of any kind: some languages write theirs unbreakable. */
export function exactly(text: string): RegExp {
  return new RegExp(`^${pattern(text)}$`)
}

/** Finds a text among others. */
export function including(text: string): RegExp {
  return new RegExp(pattern(text))
}

function pattern(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&').replace(/\s+/g, '\\s+')
}

/** A state that is there when the page opens. `shows` names states as the list in `.storybook/states` does. */
export function found(shop: FakeBackendOptions, ...shows: readonly string[]) {
  return {
    parameters: { shop: { cards: [visa], ...shop }, shows },
    async play({ canvas }: Pick<StoryContext, 'canvas'>) {
      await waitFor(() => expect(canvas.getByRole('status')).not.toBeEmptyDOMElement())
    },
  }
}

/** A state that one press of a saved card leads to. */
export function pressed(shop: FakeBackendOptions, ...shows: readonly string[]) {
  return {
    parameters: { shop: { cards: [visa], ...shop }, shows },
    async play(context: Pick<StoryContext, 'canvas' | 'loaded' | 'userEvent'>) {
      const { canvas, userEvent } = context
      await userEvent.click(await canvas.findByRole('button', { name: shopOf(context).pay() }))
      await waitFor(() => expect(canvas.getByRole('status')).not.toBeEmptyDOMElement())
    },
  }
}
