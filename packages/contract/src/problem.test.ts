import { expect, it } from 'vitest'
import * as v from 'valibot'
import { PROBLEM_STATUS, problemSchema } from './problem.ts'

it.each(Object.entries(PROBLEM_STATUS))('%s has status %i, an error to browsers and proxies', (code, status) => {
  expect(status).toBeGreaterThanOrEqual(400)
  const problem = { code, title: 'A title for the log', status }
  expect(v.parse(problemSchema, problem)).toEqual(problem)
})

it('parses a problem code that this version does not know', () => {
  const problem = { code: 'moon_phase', title: 'Not tonight', status: 418, detail: 'The moon is full.' }
  expect(v.parse(problemSchema, problem)).toEqual(problem)
})

it('parses the unknown status of a newer backend in a problem as confirming, never as failed', () => {
  const payment = {
    id: 'payment-1',
    checkoutId: 'order-1042',
    status: 'teleported',
    amount: { value: 1295, currency: 'EUR' },
    method: { type: 'new-card', saving: false },
    mayPayAgain: true,
    updatedAt: '2026-11-22T12:00:00.000Z',
  }
  const parsed = v.parse(problemSchema, { code: 'payment_in_progress', title: 'Under way', status: 409, payment })
  expect(parsed.payment).toMatchObject({ status: 'confirming', mayPayAgain: false })
})

it.each([{ title: 'Forbidden', status: 403 }, { code: 'not_found', title: 'x' }, null, 'not found'])(
  'refuses %j, the error of a proxy, as a problem',
  (foreign) => {
    expect(v.is(problemSchema, foreign)).toBe(false)
  },
)
