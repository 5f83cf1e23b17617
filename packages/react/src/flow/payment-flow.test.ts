// @vitest-environment node
import { PAYMENT_STATUSES, PROBLEM_STATUS, type Payment } from '@cardfile/contract'
import { describe, expect, it } from 'vitest'
import { CardfileProblem } from '../client/problem.ts'
import { createFakeBackend } from '../testing/fake-backend.ts'
import { createCardfileClient } from '../client/client.ts'
import { idle, newerSight, viewOf, type FlowStep, type Notice } from './payment-flow.ts'
import { nextStep, type FlowEvent } from './next-step.ts'
import { noticeOf } from './notice.ts'

const notice: Notice = { kind: 'offline', paymentId: null }
const noticed: FlowStep = { step: 'idle', notice }
const paying: FlowStep = { step: 'paying' }
const looking: FlowStep = { step: 'looking' }
const leaving: FlowStep = { step: 'leaving' }
const cancelling: FlowStep = { step: 'cancelling' }

describe('nextStep', () => {
  const table: [FlowStep, FlowEvent, FlowStep][] = [
    [idle, { type: 'pressed' }, paying],
    [noticed, { type: 'pressed' }, paying],
    [paying, { type: 'pressed' }, paying],
    [looking, { type: 'pressed' }, looking],
    [leaving, { type: 'pressed' }, leaving],
    [cancelling, { type: 'pressed' }, cancelling],
    [paying, { type: 'overdue' }, looking],
    [idle, { type: 'overdue' }, idle],
    [paying, { type: 'answered' }, idle],
    [looking, { type: 'answered' }, idle],
    [paying, { type: 'left' }, leaving],
    [idle, { type: 'left' }, leaving],
    [leaving, { type: 'stayed' }, idle],
    [paying, { type: 'stayed' }, paying],
    [looking, { type: 'stayed' }, looking],
    [idle, { type: 'cancelled' }, cancelling],
    [paying, { type: 'cancelled' }, paying],
    [looking, { type: 'noticed', notice }, noticed],
    [noticed, { type: 'corrected' }, idle],
    [paying, { type: 'corrected' }, paying],
  ]
  it.each(table)('of %j on %j is %j', (now, event, after) => {
    expect(nextStep(now, event)).toEqual(after)
  })
})

async function paymentThatIs(payment: Payment['status']): Promise<Payment> {
  const { fetch } = createFakeBackend({ payment })
  const checkout = await createCardfileClient({ endpoint: '/api/cardfile', fetch }).getCheckout('order-1042')
  if (checkout.payment === null) throw new Error('The fake backend made no payment')
  return checkout.payment
}

describe('viewOf', () => {
  it.each(PAYMENT_STATUSES)(
    'lets a customer pay again only after a payment that is no longer open: %s',
    async (status) => {
      const { mayPay, state } = viewOf(idle, await paymentThatIs(status))
      expect(state).toBe(status)
      expect(mayPay).toBe(['declined', 'cancelled', 'expired'].includes(status))
    },
  )

  it('lets nobody pay while something is under way', () => {
    for (const step of [paying, looking, leaving, cancelling]) expect(viewOf(step, null).mayPay).toBe(false)
  })

  it('drops a notice once there is another payment', async () => {
    expect(viewOf(noticed, null).notice).toEqual(notice)
    expect(viewOf(noticed, await paymentThatIs('confirming')).notice).toBeNull()
  })
})

describe('newerSight', () => {
  it('prefers the later sight of one payment and forgets a payment the checkout no longer names', async () => {
    const older = await paymentThatIs('confirming')
    const newer: Payment = { ...older, updatedAt: '2027-01-01T00:00:00.000Z' }
    expect(newerSight(older, newer)).toBe(newer)
    expect(newerSight(newer, older)).toBe(newer)
    expect(newerSight(newer, { ...older, id: 'another' })).toBe(newer)
    expect(newerSight(null, older)).toBeNull()
  })
})

describe('noticeOf', () => {
  it('knows what every refusal means, also one of a newer backend', async () => {
    const { fetch } = createFakeBackend()
    const shown = await createCardfileClient({ endpoint: '/api/cardfile', fetch }).getCheckout('order-1042')
    const kindOf = (code: string, more = {}) =>
      noticeOf(new CardfileProblem({ code, title: code, status: 400, ...more }), shown).kind
    for (const code of Object.keys(PROBLEM_STATUS)) expect(kindOf(code)).toBeTypeOf('string')
    expect(kindOf('a_code_of_next_year')).toBe('refused')
    expect(kindOf('unauthenticated')).toBe('signed_out')
    expect(kindOf('amount_changed', { amount: { value: 1500, currency: 'EUR' } })).toBe('amount_changed')
    expect(kindOf('amount_changed', { amount: shown.amount })).toBe('quote_expired')
  })
})
