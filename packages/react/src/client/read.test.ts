// @vitest-environment node
import { checkoutSchema, paymentSchema, problemSchema, savedCardsSchema } from '@cardfile/contract'
import { safeParse, type GenericSchema } from 'valibot'
import { expect, it } from 'vitest'
import { consent, unknownCard, visa } from '../testing/fixtures.ts'
import { readCards, readPayment } from './read-payment.ts'
import { readCheckout } from './read.ts'
import { readProblem } from './refusal.ts'

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
const checkout = {
  checkoutId: 'order-1042',
  description: 'Tea',
  amount,
  quote: 'q',
  quoteExpiresAt: '2026-11-22T12:30:00.000Z',
  cards: [visa, unknownCard],
  consent,
}
const refusal = { code: 'amount_changed', title: 'Changed', status: 409 }

const cases: [string, GenericSchema, (json: unknown) => unknown, unknown][] = [
  ['a payment', paymentSchema, readPayment, payment],
  ['a payment with a saved card', paymentSchema, readPayment, bySavedCard],
  ['a redirect', paymentSchema, readPayment, redirect],
  ['a redirect after a decline', paymentSchema, readPayment, { ...redirect, decline }],
  ['a decline', paymentSchema, readPayment, { ...bySavedCard, status: 'declined', decline }],
  ['a checkout nobody paid', checkoutSchema, readCheckout, { ...checkout, payment: null }],
  ['a checkout', checkoutSchema, readCheckout, { ...checkout, payment }],
  ['cards', savedCardsSchema, (json) => ({ cards: readCards(json) }), { cards: [visa] }],
  ['a refusal', problemSchema, readProblem, refusal],
  [
    'a refusal with all it can carry',
    problemSchema,
    readProblem,
    { ...refusal, detail: 'x', amount, quote: 'q', consent, payment },
  ],
]

it.each(cases)(
  'reads %s as the contract does, also with each part missing, strange or too much',
  async (_, schema, read, json) => {
    expect(await read(json)).toEqual(json)
    let variants = 0
    for (const variant of damaged(json)) {
      variants += 1
      const asked = safeParse(schema, variant)
      expect(await attempt(() => read(variant)), JSON.stringify(variant)).toEqual(
        asked.success ? { read: asked.output } : 'unreadable',
      )
    }
    expect(variants).toBeGreaterThan(50)
  },
)

async function attempt(read: () => unknown): Promise<{ read: unknown } | 'unreadable'> {
  try {
    return { read: await read() }
  } catch {
    return 'unreadable'
  }
}

const strange = [null, '', 'redirect', 'declined', 'x'.repeat(3000), '12345', 'eur', 0, -1, 1.5, 2 ** 60, true, [], {}]

/** The same with each of its parts, however deep, left out or replaced, and with one that nobody knows. */
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
