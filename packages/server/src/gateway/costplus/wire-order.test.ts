import { inspect } from 'node:util'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { fromWireOrder, wireOrderSchema } from './wire-order.ts'
import { parseExpiry } from './wire-transaction.ts'

const wire = {
  id: '5d1a4a9c-8a53-4c0e-9a5e-9a1f5d0c7b01',
  status: 'completed',
  amount: 1295,
  currency: 'EUR',
  merchant_order_id: 'ref-1',
  flags: ['is-test'],
  modified: '2026-01-15T12:00:05.512345+00:00',
  transactions: [
    { status: 'error', reason: 'ERROR_CARD_EXPIRED', payment_url: 'https://gateway.example/pay/1' },
    {
      status: 'completed',
      payment_method_brand: 'Visa',
      payment_method_details: {
        truncated_pan: '**** 1111',
        card_expiry: '122028',
        vault_token: 'token-of-the-card',
        first_transaction_id: 'first-of-the-card',
      },
    },
  ],
}

const read = (body: unknown) => fromWireOrder(v.parse(wireOrderSchema, body))

it('takes the card and the redirect URL from the transaction that has them', () => {
  const order = read(wire)
  expect(order).toMatchObject({ status: 'completed', isTest: true, redirectUrl: 'https://gateway.example/pay/1' })
  expect(order.card).toMatchObject({ brand: 'visa', last4: '1111', expiry: { month: 12, year: 2028 } })
  expect(order.card?.vaultToken.reveal()).toBe('token-of-the-card')
  expect(order.card?.firstTransactionId?.reveal()).toBe('first-of-the-card')
})

it('shows no token however an order is printed', () => {
  const order = read(wire)
  for (const printed of [JSON.stringify(order), inspect(order, { depth: 9 }), `${String(order.card?.vaultToken)}`]) {
    expect(printed).not.toContain('of-the-card')
  }
})

it('treats an unrecognised status as open', () => {
  expect(read({ ...wire, status: 'see-transactions' }).status).toBe('unrecognised')
})

it('reads an order although a detail for display has the wrong type', () => {
  const details = { truncated_pan: 1111, vault_token: 'token-of-the-card' }
  expect(read({ ...wire, transactions: [{ payment_method_details: details }] }).card).toMatchObject({ last4: null })
})

it.each([{ amount: '1295' }, { amount: 12.95 }, { id: '../x' }, { status: null }, { flags: 'is-test' }])(
  'rejects an order whose amount or identity is unclear: %j',
  (wrong) => {
    expect(v.is(wireOrderSchema, { ...wire, ...wrong })).toBe(false)
  },
)

it.each([
  ['122028', { month: 12, year: 2028 }],
  ['1228', { month: 12, year: 2028 }],
  ['12/28', { month: 12, year: 2028 }],
  ['12/2028', { month: 12, year: 2028 }],
  ['2028-12', { month: 12, year: 2028 }],
  ['132028', null],
  ['never', null],
  [undefined, null],
])('reads the expiry %s', (text, expected) => {
  expect(parseExpiry(text)).toEqual(expected)
})
