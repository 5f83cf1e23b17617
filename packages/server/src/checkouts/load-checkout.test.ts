import { describe, expect, it } from 'vitest'
import { ProblemError } from '../problem-error.ts'
import { SetupError } from '../setup-error.ts'
import { loadShopCheckout } from './load-checkout.ts'

const amount = { value: 1295, currency: 'EUR' }
const checkout = { amount, description: 'Order 1042' }

/** Loads a checkout of a shop whose `loadCheckout` returns this value, despite its type. */
const load = (answer: unknown) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a shop in JavaScript answers anything
  loadShopCheckout({ options: { loadCheckout: async () => answer as typeof checkout } }, 'order-1042', 'ada')

it('takes an amount and a description', async () => {
  expect(await load(checkout)).toEqual(checkout)
})

it.each([null, undefined])('answers 404 for %s', async (answer) => {
  await expect(load(answer)).rejects.toThrow(new ProblemError('not_found'))
})

describe('names the field, instead of dropping it, when a shop adds', () => {
  it.each([
    ['metadata', { ...checkout, metadata: { orderNumber: '1042' } }],
    ['amount.formatted', { ...checkout, amount: { ...amount, formatted: '€12.95' } }],
  ])('%s', async (path, answer) => {
    await expect(load(answer)).rejects.toThrow(
      new SetupError(
        `\`loadCheckout\` returned a checkout that cannot be used: \`${path}\` is a field that Cardfile does not know. ` +
          'Return null, or `{ amount: { value, currency }, description }` and nothing else, where `value` is a whole ' +
          'number of minor units, at least 1, and `currency` an ISO 4217 code.',
      ),
    )
  })
})

describe('names the field of a checkout that cannot be charged, such as', () => {
  it.each([
    ['a fraction of a cent', { ...checkout, amount: { ...amount, value: 12.95 } }, '`amount.value` is invalid'],
    ['no money at all', { ...checkout, amount: { ...amount, value: 0 } }, '`amount.value` is invalid'],
    ['lower case', { ...checkout, amount: { ...amount, currency: 'eur' } }, '`amount.currency` is invalid'],
    ['no description', { amount }, '`description` is missing'],
    ['a number', 1295, 'it is invalid: expected Object'],
  ])('%s', async (_, answer, sentence) => {
    await expect(load(answer)).rejects.toThrow(sentence)
  })
})
