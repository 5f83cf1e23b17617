import { describe, expect, it } from 'vitest'
import { latestCommitMs, latestListingMs } from '../../src/gateway/assumptions.ts'
import { absenceHorizonMs, absenceLists } from '../../src/polling/schedule.ts'
import type { Violation } from './invariants.ts'
import { assumed } from './policy.ts'
import { search } from './search.ts'

/** `CARDFILE_SOAK=1` searches with one press more, which takes minutes. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const timeoutMs = isSoak ? 20 * 60_000 : 120_000

/** What has to hold even when the gateway keeps to nothing it is assumed to keep to. */
const lasting: readonly Violation[] = [
  'two charges for good',
  'a charge that is never recorded',
  'a success forgotten',
  'a payment sent twice',
]

it('models the horizon and the lists that the shop waits for', () => {
  expect(absenceLists).toBe(3)
  expect(absenceHorizonMs).toBeGreaterThanOrEqual(latestCommitMs + latestListingMs)
})

describe('however presses, crashes, losses and webhooks fall together on one checkout', () => {
  it(
    'never charges twice at any moment, and records every charge without a single webhook',
    () => {
      const found = search({ clicks: isSoak ? 4 : 3 })
      expect(found.trace).toEqual([])
      expect(found.violation).toBeNull()
      expect(found.states).toBeGreaterThan(100_000)
      // Without ends, nothing was checked at the ends.
      expect(found.restingStates).toBeGreaterThan(500)
    },
    timeoutMs,
  )
})

describe('should the gateway charge later than it is assumed to', () => {
  const assumptions = { ...assumed, lagIsBounded: false }

  it('may charge twice for a while', () => {
    const found = search({ clicks: 2, assumptions, watches: ['two charges at once'] })
    expect(found.trace).toEqual([
      '1: customer presses one_click',
      '1: shop sends the order',
      '1: shop hears nothing',
      '1: shop reads a list without the order',
      '1: shop reads a list without the order',
      '1: gateway charges',
      '1: clock reaches age 1',
      '1: clock reaches age 2',
      '1: clock reaches age 3',
      '1: shop takes the order for absent',
      '2: customer presses one_click',
      '2: shop sends the order',
      '2: gateway charges',
    ])
  })

  it(
    'records the second charge as owed back in the end, without a single webhook',
    () => {
      const found = search({ clicks: isSoak ? 3 : 2, assumptions, watches: lasting })
      expect(found.trace).toEqual([])
      expect(found.states).toBeGreaterThan(50_000)
    },
    timeoutMs,
  )
})

describe('should the gateway charge an order that it has called over', () => {
  const assumptions = { ...assumed, finalIsFinal: false }

  it('may charge twice for a while', () => {
    const found = search({ clicks: 2, assumptions, watches: ['two charges at once'] })
    expect(found.trace).toEqual([
      '1: customer presses one_click',
      '1: shop sends the order',
      '1: shop hears nothing',
      '1: gateway declines',
      '1: shop sees error',
      '1: shop cancels, then sees cancelled',
      '2: customer presses one_click',
      '1: gateway charges an order that was over',
      '2: shop sends the order',
      '2: gateway charges',
    ])
  })

  it(
    'records the second charge as owed back in the end, without a single webhook',
    () => {
      const found = search({ clicks: 2, assumptions, watches: lasting })
      expect(found.trace).toEqual([])
    },
    timeoutMs,
  )
})
