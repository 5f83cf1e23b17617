// @vitest-environment node
import { checkoutSchema, paymentSchema, problemSchema, savedCardsSchema } from '@cardfile/contract'
import { safeParse, type GenericSchema } from 'valibot'
import { expect, it } from 'vitest'
import { consent, unknownCard, visa } from '../testing/fixtures.ts'
import { createCardfileClient } from './client.ts'
import { NoAnswerError } from './no-answer-error.ts'
import { ProblemError } from './problem-error.ts'

const amount = { value: 1295, currency: 'EUR' }
const payment = {
  id: 'payment-1',
  checkoutId: 'order-1042',
  amount,
  method: { type: 'new-card', saving: true },
  mayPayAgain: true,
  updatedAt: '2026-11-22T12:00:00.000Z',
  status: 'succeeded',
}
const decline = { reason: 'card_declined', advice: 'contact_bank' }
const redirect = { ...payment, status: 'redirect', redirectUrl: 'https://gateway.example/pay' }
const bySavedCard = { ...payment, method: { type: 'saved-card', cardId: 'card-1', brand: 'visa', last4: '4242' } }
const declined = { ...bySavedCard, status: 'declined', decline }
const checkout = {
  checkoutId: 'order-1042',
  description: 'Tea',
  amount,
  quote: 'q',
  quoteExpiresAt: '2026-11-22T12:30:00.000Z',
  cards: [visa, unknownCard],
  consent,
}
const problem = { code: 'amount_changed', title: 'Changed', status: 409 }

const clientOf = (json: unknown, status = 200) =>
  createCardfileClient({
    endpoint: '/api/cardfile',
    fetch: () => Promise.resolve(new Response(JSON.stringify(json), { status })),
  })
const readPayment = (json: unknown) => clientOf(json).getPayment('payment-1')
const readCheckout = (json: unknown) => clientOf(json).getCheckout('order-1042')
const readCards = async (json: unknown) => ({ cards: await clientOf(json).listSavedCards() })
const readProblem = async (json: unknown) => {
  const error: unknown = await clientOf(json, 409)
    .getCheckout('order-1042')
    .catch((thrown: unknown) => thrown)
  if (!(error instanceof ProblemError)) throw error
  const { message: title, name: _, retryAfterSeconds: __, ...fields } = Object.assign(error, { message: error.message })
  return { title, ...fields }
}

const cases: [string, GenericSchema, (json: unknown) => Promise<unknown>, unknown][] = [
  ['a payment', paymentSchema, readPayment, payment],
  ['a payment with a saved card', paymentSchema, readPayment, bySavedCard],
  ['a redirect', paymentSchema, readPayment, redirect],
  ['a redirect after a decline', paymentSchema, readPayment, { ...redirect, decline }],
  ['a decline', paymentSchema, readPayment, declined],
  ['an unpaid checkout', checkoutSchema, readCheckout, { ...checkout, payment: null }],
  ['a checkout', checkoutSchema, readCheckout, { ...checkout, payment }],
  ['cards', savedCardsSchema, readCards, { cards: [visa] }],
  ['a problem', problemSchema, readProblem, problem],
  [
    'a problem with everything it can carry',
    problemSchema,
    readProblem,
    { ...problem, amount, quote: 'q', consent, payment },
  ],
]

it.each(cases)(
  'reads %s as the contract does, also with each part missing, replaced or added to',
  async (_, schema, read, json) => {
    expect(await read(json)).toEqual(json)
    let variants = 0
    for (const variant of damaged(json)) {
      variants += 1
      const parsed = safeParse(schema, variant)
      const { detail: __, ...expected } = parsed.success ? { detail: '', ...Object(parsed.output) } : {}
      expect(await outcomeOf(read(variant)), JSON.stringify(variant)).toEqual(parsed.success ? expected : 'no answer')
    }
    expect(variants).toBeGreaterThan(50)
  },
)

it('ignores fields it does not know, and reads unknown values of closed lists as the least specific ones', async () => {
  const newer = { ...declined, decline: { reason: 'moon_phase', advice: 'wait', since: 1 }, surprise: true }
  expect(await readPayment(newer)).toEqual({
    ...declined,
    decline: { reason: 'processing_error', advice: 'try_again' },
  })
  expect(await readPayment({ ...payment, status: 'teleported' })).toEqual({
    ...payment,
    status: 'confirming',
    mayPayAgain: false,
  })
  const strangeCard = { ...visa, state: 'melted', cvc: 'sometimes' }
  expect(await readCards({ cards: [strangeCard] })).toEqual({ cards: [{ ...visa, state: 'active', cvc: 'optional' }] })
})

async function outcomeOf(read: Promise<unknown>): Promise<unknown> {
  try {
    return await read
  } catch (error) {
    if (error instanceof NoAnswerError) return 'no answer'
    throw error
  }
}

const strange = [null, '', 'redirect', 'declined', 'x'.repeat(3000), '12345', 'eur', 0, -1, 1.5, 2 ** 60, true, [], {}]

/** The same JSON with each of its parts, however deep, left out or replaced, and with an unknown field. */
function* damaged(json: unknown): Generator {
  yield* strange
  if (Array.isArray(json)) {
    for (const [at, item] of json.entries()) for (const other of damaged(item)) yield json.with(at, other)
    return
  }
  if (typeof json !== 'object' || json === null) return
  yield { ...json, surprise: 1 }
  for (const [name, value] of Object.entries(json)) {
    yield Object.fromEntries(Object.entries(json).filter(([key]) => key !== name))
    for (const other of damaged(value)) yield { ...json, [name]: other }
  }
}
