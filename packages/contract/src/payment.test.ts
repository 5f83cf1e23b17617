import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { DECLINE_ADVICE, DECLINE_REASONS, PLAIN_STATUSES } from './statuses.ts'
import { declineSchema, paymentSchema } from './payment.ts'

const payment = {
  id: 'payment-1',
  checkoutId: 'order-1042',
  amount: { value: 1295, currency: 'EUR' },
  method: { type: 'new-card', saving: false },
  mayPayAgain: true,
  updatedAt: '2026-11-22T12:00:00.000Z',
}
const decline = { reason: 'card_declined', advice: 'contact_bank' }

describe('a payment is parsed unchanged when it is', () => {
  it.each([
    { ...payment, status: 'redirect', redirectUrl: 'https://gateway.example/pay' },
    { ...payment, status: 'redirect', redirectUrl: 'https://gateway.example/pay', decline },
    { ...payment, status: 'declined', decline },
    ...PLAIN_STATUSES.map((status) => ({ ...payment, status })),
  ])('$status', (known) => {
    expect(v.parse(paymentSchema, known)).toEqual(known)
  })
})

describe('a payment that this version does not understand is confirming, and blocks another', () => {
  it.each([
    ['of an unknown status', { ...payment, status: 'teleported' }],
    ['without a redirect URL', { ...payment, status: 'redirect' }],
    ['declined without a reason', { ...payment, status: 'declined' }],
  ])('%s', (_, unknown) => {
    expect(v.parse(paymentSchema, unknown)).toEqual({ ...payment, status: 'confirming', mayPayAgain: false })
  })
})

it('refuses a payment without a status or an amount', () => {
  expect(v.is(paymentSchema, payment)).toBe(false)
  expect(v.is(paymentSchema, { ...payment, status: 'succeeded', amount: undefined })).toBe(false)
})

it('drops unknown fields', () => {
  const parsed = v.parse(paymentSchema, { ...payment, status: 'succeeded', vaultToken: 'x' })
  expect(parsed).not.toHaveProperty('vaultToken')
})

describe('a decline', () => {
  it.each(DECLINE_REASONS)('knows the reason %s', (reason) => {
    expect(v.parse(declineSchema, { reason, advice: 'try_again' }).reason).toBe(reason)
  })

  it.each(DECLINE_ADVICE)('knows the advice %s', (advice) => {
    expect(v.parse(declineSchema, { reason: 'card_declined', advice }).advice).toBe(advice)
  })

  it.each([{ reason: 'stolen', advice: 'call_the_police' }, { reason: 51, advice: null }, {}])(
    'parses an unknown reason or advice, %j, as the least specific one',
    (unknown) => {
      expect(v.parse(declineSchema, unknown)).toEqual({ reason: 'processing_error', advice: 'try_again' })
    },
  )
})
