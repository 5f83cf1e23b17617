import { expect, it, vi } from 'vitest'
import { absenceHorizonMs, absenceLists, toNextPollMs, withJitter } from './schedule.ts'

const minute = 60_000

it.each([0, 0.5, 0.999])(
  'tells a customer within thirteen minutes that a lost order was never made: dice %d',
  (dice) => {
    vi.spyOn(Math, 'random').mockReturnValue(dice)
    let waited = 0
    let looks = 0
    for (; waited < absenceHorizonMs; looks += 1) waited += withJitter(toNextPollMs('unknown', looks) ?? Infinity)
    expect(waited).toBeLessThan(13 * minute)
    expect(looks).toBeGreaterThanOrEqual(absenceLists)
  },
)
