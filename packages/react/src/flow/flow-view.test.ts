// @vitest-environment node
import { PAYMENT_STATUSES, PROBLEM_STATUS, type Payment } from '@cardfile/contract'
import { describe, expect, it } from 'vitest'
import { createCardfileClient } from '../client/client.ts'
import { ProblemError } from '../client/problem-error.ts'
import { createFakeBackend } from '../testing/fake-backend.ts'
import { idle, type FlowStep, type Notice } from './flow-step.ts'
import { latestPayment, toFlowView } from './flow-view.ts'
import { toNotice } from './notice.ts'

const notice: Notice = { kind: 'offline', paymentId: null }
const notified: FlowStep = { step: 'idle', notice }
const paying: FlowStep = { step: 'paying' }
const polling: FlowStep = { step: 'polling' }
const leaving: FlowStep = { step: 'leaving' }
const cancelling: FlowStep = { step: 'cancelling' }

async function paymentThatIs(payment: Payment['status']): Promise<Payment> {
  const { fetch } = createFakeBackend({ payment })
  const checkout = await createCardfileClient({ endpoint: '/api/cardfile', fetch }).getCheckout('order-1042')
  if (checkout.payment === null) throw new Error('The fake backend made no payment')
  return checkout.payment
}

describe('toFlowView', () => {
  it.each(PAYMENT_STATUSES)(
    'lets a customer pay again only after a payment that is no longer open: %s',
    async (status) => {
      const { mayPay, state } = toFlowView(idle, await paymentThatIs(status))
      expect(state).toBe(status)
      expect(mayPay).toBe(['declined', 'cancelled', 'expired'].includes(status))
    },
  )

  it('does not let a customer pay while anything is in progress', () => {
    for (const step of [paying, polling, leaving, cancelling]) expect(toFlowView(step, null).mayPay).toBe(false)
  })

  it('drops a notice once there is another payment', async () => {
    expect(toFlowView(notified, null).notice).toEqual(notice)
    expect(toFlowView(notified, await paymentThatIs('confirming')).notice).toBeNull()
  })
})

describe('latestPayment', () => {
  it('prefers the later read of one payment and ignores a payment the checkout no longer names', async () => {
    const older = await paymentThatIs('confirming')
    const newer: Payment = { ...older, updatedAt: '2027-01-01T00:00:00.000Z' }
    expect(latestPayment(older, newer)).toBe(newer)
    expect(latestPayment(newer, older)).toBe(newer)
    expect(latestPayment(newer, { ...older, id: 'another' })).toBe(newer)
    expect(latestPayment(null, older)).toBeNull()
  })
})

describe('toNotice', () => {
  it('maps every problem code, also one of a newer backend', async () => {
    const { fetch } = createFakeBackend()
    const checkout = await createCardfileClient({ endpoint: '/api/cardfile', fetch }).getCheckout('order-1042')
    const kindOf = (code: string, more = {}) =>
      toNotice(new ProblemError({ code, title: code, status: 400, ...more }), checkout).kind
    for (const code of Object.keys(PROBLEM_STATUS)) expect(kindOf(code)).toBeTypeOf('string')
    expect(kindOf('a_code_of_next_year')).toBe('refused')
    expect(kindOf('unauthenticated')).toBe('signed_out')
    expect(kindOf('amount_changed', { amount: { value: 1500, currency: 'EUR' } })).toBe('amount_changed')
    expect(kindOf('amount_changed', { amount: checkout.amount })).toBe('quote_expired')
  })
})
