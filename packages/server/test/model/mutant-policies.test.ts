import { describe, expect, it } from 'vitest'
import type { Violation } from './invariants.ts'
import { type Policy, shipped } from './policy.ts'
import { search } from './search.ts'

interface PolicyMutant {
  readonly name: string
  /** The difference from the shipped policy. */
  readonly change: Partial<Policy>
  readonly violation: Violation
  /** The shortest trace to the violation. */
  readonly trace: readonly string[]
}

const charge = '1: gateway charges'
const secondCharge = ['2: shop sends the order', '2: gateway charges'] as const
const sent = ['1: customer presses one_click', '1: shop sends the order'] as const

const MUTANTS: readonly PolicyMutant[] = [
  {
    name: 'sends again when its POST is not answered',
    change: { onNoAnswer: 'send-again' },
    violation: 'two charges at once',
    trace: [...sent, '1: shop gets no answer and sends again', charge, charge],
  },
  {
    name: 'sends again when its POST is not answered, counted by POSTs',
    change: { onNoAnswer: 'send-again' },
    violation: 'a payment sent twice',
    trace: ['1: customer presses hosted', '1: shop sends the order', '1: shop gets no answer and sends again'],
  },
  {
    name: 'calls a payment failed when its POST is not answered',
    change: { onNoAnswer: 'fail' },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop gets no answer and calls the payment failed',
      '2: customer presses one_click',
      charge,
      ...secondCharge,
    ],
  },
  {
    name: 'writes the payment only after its POST is answered',
    change: { writesFirst: false },
    violation: 'two charges at once',
    trace: [
      '1: customer presses one_click',
      '2: customer presses one_click',
      '1: shop sends the order',
      charge,
      ...secondCharge,
    ],
  },
  {
    name: 'writes the payment only after its POST is answered, and dies before that',
    change: { writesFirst: false },
    violation: 'a charge that is never recorded',
    trace: [...sent, '1: shop dies before the answer is written', charge],
  },
  {
    name: 'checks for an open payment and writes its own in two transactions',
    change: { claimsAtomically: false },
    violation: 'two charges at once',
    trace: [
      'customer presses one_click, nothing is open',
      'customer presses one_click, nothing is open',
      '1: shop writes the one_click payment',
      '2: shop writes the one_click payment',
      '1: shop sends the order',
      charge,
      ...secondCharge,
    ],
  },
  {
    name: 'lets the customer pay again after the first list without the order',
    change: { concludesAbsence: () => true },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop gets no answer',
      '1: shop concludes that there is no order',
      '2: customer presses one_click',
      charge,
      ...secondCharge,
    ],
  },
  {
    name: 'treats `error` as final',
    change: { errorIsFinal: true },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop gets no answer',
      '1: gateway declines',
      '1: shop sees error',
      '2: customer presses one_click',
      '1: gateway charges after all',
      ...secondCharge,
    ],
  },
  {
    name: 'trusts a cancel without fetching the order',
    change: { trustsCancel: true },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop gets no answer',
      '1: gateway declines',
      '1: shop sees error',
      '1: shop cancels without effect and does not check',
      '2: customer presses one_click',
      '1: gateway charges after all',
      ...secondCharge,
    ],
  },
  {
    name: 'lets an operator resolve a payment in review as unpaid while its order can still be paid',
    change: { resolvesOpenOrders: true },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop gets no answer',
      '1: gateway waits for the bank with a wrong amount',
      '1: shop sees processing',
      '1: operator decides unpaid',
      '2: customer presses one_click',
      charge,
      ...secondCharge,
    ],
  },
]

describe('the search finds the violation of a shop that', () => {
  it.each(MUTANTS)('$name: $violation', ({ change, violation, trace }) => {
    const found = search({ presses: 2, policy: { ...shipped, ...change }, violations: [violation] })
    expect(found.violation).toBe(violation)
    expect(found.trace).toEqual(trace)
  })
})
