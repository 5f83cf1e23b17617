import { describe, expect, it, vi } from 'vitest'
import { realClock } from './clock.ts'
import { parseDuration } from './duration.ts'
import { createSteppedClock } from './stepped-clock.ts'
import { createTimestamps } from './timestamp.ts'

describe('a stepped clock', () => {
  it('runs timers by time, then in the order they were set, including those set by other timers', async () => {
    const clock = createSteppedClock()
    const ran: string[] = []
    clock.setTimer(() => ran.push('late'), 20)
    clock.setTimer(() => {
      ran.push('early')
      clock.setTimer(() => ran.push('between'), 5)
    }, 10)
    clock.setTimer(() => ran.push('early too'), 10)
    const cancel = clock.setTimer(() => ran.push('never'), 15)
    cancel()
    await clock.advance(15)
    expect(ran).toEqual(['early', 'early too', 'between'])
    await clock.advance(5)
    expect(ran.at(-1)).toBe('late')
    expect(clock.pending).toBe(0)
  })
})

describe('the real clock', () => {
  it('waits longer than the limit of setTimeout', () => {
    vi.useFakeTimers()
    const run = vi.fn<() => void>()
    realClock.setTimer(run, 40 * 24 * 3600 * 1000)
    vi.advanceTimersByTime(39 * 24 * 3600 * 1000)
    expect(run).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2 * 24 * 3600 * 1000)
    expect(run).toHaveBeenCalledOnce()
    vi.useRealTimers()
  })
})

describe('timestamps', () => {
  it('are strictly increasing', () => {
    const timestamp = createTimestamps(() => 5)
    expect([timestamp(), timestamp(), timestamp()]).toEqual([5000, 5001, 5002])
  })
})

describe('durations', () => {
  it.each([
    ['PT30M', 1_800_000],
    ['PT1H', 3_600_000],
    ['P30D', 2_592_000_000],
    ['P0Y0M0DT0H15M0S', 900_000],
    ['P2W', 1_209_600_000],
    ['P', undefined],
    ['PT', undefined],
    ['PT0S', undefined],
    ['30M', undefined],
    ['P99999Y', undefined],
    ['PT30M ', undefined],
    ['-PT30M', undefined],
  ])('%s is %s ms', (text, ms) => expect(parseDuration(text, 0)).toBe(ms))
})
