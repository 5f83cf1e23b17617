// @vitest-environment node
import { DECLINE_ADVICE, DECLINE_REASONS, PAYMENT_STATUSES, type Payment } from '@cardfile/contract'
import { expect, it } from 'vitest'
import type { NoticeKind } from '../flow/flow-step.ts'
import { buttonEn } from '../messages/en-button.ts'
import { commonEn } from '../messages/en-common.ts'
import { statusEn } from '../messages/en-status.ts'
import { fill } from '../messages/fill.ts'
import { consent } from '../testing/fixtures.ts'
import { reportOf, type ReportSubject } from './payment-report.ts'

const amount = { value: 1295, currency: 'EUR' }
const method: Payment['method'] = { type: 'saved-card', cardId: 'c', brand: 'visa', last4: '4242' }
const shared = { id: 'p', checkoutId: 'o', amount, method, mayPayAgain: true, updatedAt: '2026-11-22T12:00:00Z' }
const subject: ReportSubject = {
  state: 'ready',
  notice: null,
  checkout: {
    checkoutId: 'o',
    description: 'Order',
    amount,
    quote: 'q',
    quoteExpiresAt: '2026-11-22T12:30:00Z',
    cards: [],
    consent,
    payment: null,
  },
  payment: null,
  hasCard: true,
  waitsLong: false,
}
const messages = { ...buttonEn, ...commonEn, ...statusEn }
const report = (more: Partial<ReportSubject>) =>
  reportOf({ ...subject, ...more }, messages, fill, ({ value }) => `€${value / 100}`)

const paymentThatIs = (status: Payment['status']): Payment => {
  if (status === 'declined') return { ...shared, status, decline: { reason: 'card_declined', advice: 'contact_bank' } }
  if (status === 'redirect') return { ...shared, status, redirectUrl: 'https://gateway.example/pay/p' }
  return { ...shared, status }
}

it.each(PAYMENT_STATUSES)('describes a payment that is %s', (status) => {
  const { text, tone } = report({ state: status, payment: paymentThatIs(status) })
  expect(text).not.toBe('')
  expect(tone).not.toBe('quiet')
})

it.each(['confirming', 'review', 'surplus', 'polling'] as const)(
  'never calls %s failed, and never offers to pay again',
  (state) => {
    const { text, actions } = report({ state, payment: state === 'polling' ? null : paymentThatIs(state) })
    expect(text).not.toMatch(/fail|declin|try again/i)
    expect(actions).toEqual([])
  },
)

it.each(DECLINE_REASONS.flatMap((reason) => DECLINE_ADVICE.map((advice) => [reason, advice] as const)))(
  'says what happened and that nothing was charged: %s, with the advice %s',
  (reason, advice) => {
    const payment: Payment = { ...shared, status: 'declined', decline: { reason, advice } }
    const { text, detail, tone } = report({ state: 'declined', payment })
    expect(text).toBe(reason === 'processing_error' ? commonEn.failed : statusEn[reason])
    expect(detail).toMatch(/^You were not charged/)
    expect(tone).toBe('bad')
  },
)

it.each([
  ['try_again', []],
  ['enter_cvc', []],
  ['use_another_card', ['another-card']],
  ['authenticate', ['payment-page']],
  ['contact_bank', ['another-card']],
] as const)('offers the recovery action of the advice %s', (advice, actions) => {
  const payment: Payment = { ...shared, status: 'declined', decline: { reason: 'card_declined', advice } }
  expect(report({ state: 'declined', payment }).actions).toEqual(actions)
})

it('does not offer another card to a customer who has already selected one', () => {
  const payment: Payment = {
    ...shared,
    status: 'declined',
    decline: { reason: 'card_declined', advice: 'use_another_card' },
  }
  expect(report({ state: 'declined', payment, hasCard: false }).actions).toEqual([])
})

const notices: Record<NoticeKind, RegExp> = {
  offline: /You are offline. You were not charged/,
  unreachable: /will not be charged twice. You can try again/,
  amount_changed: /is now €12.95. You were not charged/,
  quote_expired: /is now €12.95/,
  consent_changed: /terms have changed. You were not charged/,
  cvc_required: /^$/,
  cvc_malformed: /^$/,
  cvc_not_accepted: /did not work. You were not charged/,
  too_many_attempts: /Too many attempts/,
  signed_out: /sign in. You were not charged/,
  unavailable: /did not work. You were not charged/,
  refused: /did not work. You were not charged/,
  not_cancelled: /did not work. You can try again/,
}
it.each(Object.entries(notices))('says of %s: %s', (kind, sentence) => {
  // Object.entries widens the table's keys to string.
  const notice = { kind, paymentId: null } as ReportSubject['notice']
  const { text, detail = '' } = report({ notice })
  expect(`${text} ${detail}`.trim()).toMatch(sentence)
})
