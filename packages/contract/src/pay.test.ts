import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { idempotencyKeySchema, payBodySchema } from './pay.ts'

const press = { checkoutId: 'order-1042', quote: 'e30.x', method: { type: 'new-card', save: null } }
const save = { consentVersion: '2026-11', locale: 'en' }

describe('a payment request may name', () => {
  it.each([
    ['a new card that is not saved', press.method],
    ['a new card that is saved, and the words that were agreed to', { type: 'new-card', save }],
    ['a new card that takes the place of a saved one', { type: 'new-card', save: { ...save, replaces: 'card-1' } }],
    ['a saved card', { type: 'saved-card', cardId: 'card-1' }],
    ['a saved card with a code, which is judged elsewhere', { type: 'saved-card', cardId: 'card-1', cvc: 'nonsense' }],
  ])('%s', (_, method) => {
    expect(v.parse(payBodySchema, { ...press, method })).toEqual({ ...press, method })
  })
})

describe('a payment request may not name', () => {
  it.each([
    ['an amount', { ...press, amount: { value: 1, currency: 'EUR' } }],
    ['a customer', { ...press, customerId: 'bob' }],
    ['a token', { ...press, method: { type: 'saved-card', cardId: 'card-1', vaultToken: 'x' } }],
    ['a code for a card that is typed elsewhere', { ...press, method: { ...press.method, cvc: '123' } }],
    ['a code that is a number', { ...press, method: { type: 'saved-card', cardId: 'card-1', cvc: 123 } }],
    ['a code that is undefined', { ...press, method: { type: 'saved-card', cardId: 'card-1', cvc: undefined } }],
    ['when it was agreed to', { ...press, method: { type: 'new-card', save: { ...save, at: 'now' } } }],
    ['words without a version', { ...press, method: { type: 'new-card', save: { ...save, consentVersion: '' } } }],
    ['a card to be replaced without words to save another', { type: 'new-card', save: null, replaces: 'card-1' }],
    ['a card to be replaced that has no name', { type: 'new-card', save: { ...save, replaces: '' } }],
    ['several cards to be replaced', { type: 'new-card', save: { ...save, replaces: ['card-1', 'card-2'] } }],
    ['another way to pay', { ...press, method: { type: 'cash' } }],
    ['no checkout', { ...press, checkoutId: '' }],
    ['an endless checkout', { ...press, checkoutId: 'x'.repeat(129) }],
    ['no quote', { ...press, quote: '' }],
    ['an endless quote', { ...press, quote: 'x'.repeat(2049) }],
    ['nothing', null],
    ['a list', [press]],
  ])('%s', (_, body) => {
    expect(v.is(payBodySchema, body)).toBe(false)
  })
})

it.each([
  ['', false],
  ['k', true],
  ['k'.repeat(255), true],
  ['k'.repeat(256), false],
  [null, false],
])('accepts the idempotency key %j: %j', (key, isKey) => {
  expect(v.is(idempotencyKeySchema, key)).toBe(isKey)
})
