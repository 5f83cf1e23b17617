import { describe, expect, it } from 'vitest'
import { latestCommitMs, latestListingMs } from '../../src/gateway/assumptions.ts'
import { absenceHorizonMs, absenceLists } from '../../src/polling/schedule.ts'
import type { Violation } from './invariants.ts'
import { assumed } from './policy.ts'
import { search } from './search.ts'

/** `CARDFILE_SOAK=1` searches with one more press, which takes minutes. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const timeoutMs = isSoak ? 20 * 60_000 : 120_000

/** Violations that must not happen even when the assumptions about the gateway are wrong. */
const unconditional: readonly Violation[] = [
  'two charges for good',
  'a charge that is never recorded',
  'a success undone',
  'a payment sent twice',
]

it('models the absence horizon and the number of lists that the shop waits for', () => {
  expect(absenceLists).toBe(3)
  expect(absenceHorizonMs).toBeGreaterThanOrEqual(latestCommitMs + latestListingMs)
})

describe('in every order of presses, crashes, losses and webhooks on one checkout', () => {
  it(
    'never charges twice at any moment, and records every charge without a single webhook',
    () => {
      const found = search({ presses: isSoak ? 4 : 3 })
      expect(found.trace).toEqual([])
      expect(found.violation).toBeNull()
      expect(found.states).toBeGreaterThan(100_000)
      // Without resting states, their violations were not checked.
      expect(found.restingStates).toBeGreaterThan(500)
    },
    timeoutMs,
  )
})

describe('if the gateway charges later than assumed', () => {
  const assumptions = { ...assumed, lagIsBounded: false }

  it('can charge twice at first', () => {
    const found = search({ presses: 2, assumptions, violations: ['two charges at once'] })
    expect(found.trace).toEqual([
      '1: customer presses one_click',
      '1: shop sends the order',
      '1: shop gets no answer',
      '1: shop reads a list without the order',
      '1: shop reads a list without the order',
      '1: gateway charges',
      '1: clock reaches age 1',
      '1: clock reaches age 2',
      '1: clock reaches age 3',
      '1: shop concludes that there is no order',
      '2: customer presses one_click',
      '2: shop sends the order',
      '2: gateway charges',
    ])
  })

  it(
    'records the second charge as surplus in the end, without a single webhook',
    () => {
      const found = search({ presses: isSoak ? 3 : 2, assumptions, violations: unconditional })
      expect(found.trace).toEqual([])
      expect(found.states).toBeGreaterThan(50_000)
    },
    timeoutMs,
  )
})

describe('if the gateway charges an order after a final status', () => {
  const assumptions = { ...assumed, finalIsFinal: false }

  it('can charge twice at first', () => {
    const found = search({ presses: 2, assumptions, violations: ['two charges at once'] })
    expect(found.trace).toEqual([
      '1: customer presses one_click',
      '1: shop sends the order',
      '1: shop gets no answer',
      '1: gateway declines',
      '1: shop sees error',
      '1: shop cancels, then sees cancelled',
      '2: customer presses one_click',
      '1: gateway charges a final order',
      '2: shop sends the order',
      '2: gateway charges',
    ])
  })

  it(
    'records the second charge as surplus in the end, without a single webhook',
    () => {
      const found = search({ presses: 2, assumptions, violations: unconditional })
      expect(found.trace).toEqual([])
    },
    timeoutMs,
  )
})
