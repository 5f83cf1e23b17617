import { describe, expect, it } from 'vitest'
import type { Violation } from './invariants.ts'
import { type Policy, shipped } from './policy.ts'
import { search } from './search.ts'

interface Plant {
  readonly name: string
  /** The one thing this shop does otherwise. */
  readonly change: Partial<Policy>
  readonly violation: Violation
  /** The shortest way to lose money with it. */
  readonly trace: readonly string[]
}

const charge = '1: gateway charges'
const secondCharge = ['2: shop sends the order', '2: gateway charges'] as const
const sent = ['1: customer presses one_click', '1: shop sends the order'] as const

const PLANTS: readonly Plant[] = [
  {
    name: 'sends again when the first POST is not answered',
    change: { onSilence: 'send-again' },
    violation: 'two charges at once',
    trace: [...sent, '1: shop hears nothing and sends again', charge, charge],
  },
  {
    name: 'sends again when the first POST is not answered, and counts its POSTs',
    change: { onSilence: 'send-again' },
    violation: 'a payment sent twice',
    trace: ['1: customer presses hosted', '1: shop sends the order', '1: shop hears nothing and sends again'],
  },
  {
    name: 'calls a payment failed when its POST is not answered',
    change: { onSilence: 'fail' },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop hears nothing and calls it failed',
      '2: customer presses one_click',
      charge,
      ...secondCharge,
    ],
  },
  {
    name: 'writes the payment only once its POST is answered',
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
    name: 'writes the payment only once its POST is answered, and dies before that',
    change: { writesFirst: false },
    violation: 'a charge that is never recorded',
    trace: [...sent, '1: shop dies before the answer is written', charge],
  },
  {
    name: 'looks for an open payment first and writes its own afterwards',
    change: { claimsAtOnce: false },
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
    change: { believesAbsence: () => true },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop hears nothing',
      '1: shop takes the order for absent',
      '2: customer presses one_click',
      charge,
      ...secondCharge,
    ],
  },
  {
    name: 'takes `error` for the end of a payment',
    change: { errorIsFinal: true },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop hears nothing',
      '1: gateway declines',
      '1: shop sees error',
      '2: customer presses one_click',
      '1: gateway turns out to have charged',
      ...secondCharge,
    ],
  },
  {
    name: 'believes a cancel without asking what became of the order',
    change: { believesCancel: true },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop hears nothing',
      '1: gateway declines',
      '1: shop sees error',
      '1: shop cancels in vain and believes it',
      '2: customer presses one_click',
      '1: gateway turns out to have charged',
      ...secondCharge,
    ],
  },
  {
    name: 'lets a person close a held payment whose order can still be paid',
    change: { resolvesOpenOrders: true },
    violation: 'two charges at once',
    trace: [
      ...sent,
      '1: shop hears nothing',
      '1: gateway waits for the bank over a wrong amount',
      '1: shop sees processing',
      '1: operator decides unpaid',
      '2: customer presses one_click',
      charge,
      ...secondCharge,
    ],
  },
]

describe('a shop that is like this one but', () => {
  it.each(PLANTS)('$name: $violation', ({ change, violation, trace }) => {
    const found = search({ clicks: 2, policy: { ...shipped, ...change }, watches: [violation] })
    expect(found.violation).toBe(violation)
    expect(found.trace).toEqual(trace)
  })
})
