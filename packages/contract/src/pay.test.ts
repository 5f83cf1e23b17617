import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { idempotencyKeySchema, payBodySchema } from './pay.ts'

const press = { checkoutId: 'order-1042', quote: 'e30.x', method: { type: 'new-card', save: null } }
const save = { consentVersion: '2026-11', locale: 'en' }

describe('a payment request may name', () => {
  it.each([
    ['a new card that is not saved', press.method],
    ['a new card that is saved, with a consent', { type: 'new-card', save }],
    ['a new card that replaces a saved one', { type: 'new-card', save: { ...save, replaces: 'card-1' } }],
    ['a saved card', { type: 'saved-card', cardId: 'card-1' }],
    [
      'a saved card with any text as CVC, which is checked later',
      { type: 'saved-card', cardId: 'card-1', cvc: 'nonsense' },
    ],
  ])('%s', (_, method) => {
    expect(v.parse(payBodySchema, { ...press, method })).toEqual({ ...press, method })
  })
})

describe('a payment request may not name', () => {
  it.each([
    ['an amount', { ...press, amount: { value: 1, currency: 'EUR' } }],
    ['a customer', { ...press, customerId: 'bob' }],
    ['a token', { ...press, method: { type: 'saved-card', cardId: 'card-1', vaultToken: 'x' } }],
    ['a CVC for a new card', { ...press, method: { ...press.method, cvc: '123' } }],
    ['a CVC that is a number', { ...press, method: { type: 'saved-card', cardId: 'card-1', cvc: 123 } }],
    ['a CVC that is undefined', { ...press, method: { type: 'saved-card', cardId: 'card-1', cvc: undefined } }],
    ['the time of the consent', { ...press, method: { type: 'new-card', save: { ...save, at: 'now' } } }],
    ['a consent without a version', { ...press, method: { type: 'new-card', save: { ...save, consentVersion: '' } } }],
    ['a card to replace without a consent', { ...press, method: { type: 'new-card', save: null, replaces: 'card-1' } }],
    ['a card to replace with an empty id', { ...press, method: { type: 'new-card', save: { ...save, replaces: '' } } }],
    [
      'several cards to replace',
      { ...press, method: { type: 'new-card', save: { ...save, replaces: ['card-1', 'card-2'] } } },
    ],
    ['another method', { ...press, method: { type: 'cash' } }],
    ['no checkout', { ...press, checkoutId: '' }],
    ['an overlong checkout id', { ...press, checkoutId: 'x'.repeat(129) }],
    ['no quote', { ...press, quote: '' }],
    ['an overlong quote', { ...press, quote: 'x'.repeat(2049) }],
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
