import type { SandboxClock } from './clock.ts'

/** A clock that only moves when a test advances it. */
export interface SteppedClock extends SandboxClock {
  /** Advances time by `ms`: runs each due timer in order and lets the promises it started settle. */
  advance(ms: number): Promise<void>
  /** Number of timers that have not run. */
  readonly pending: number
}

interface Timer {
  readonly at: number
  /** Position among timers that are due at the same time. */
  readonly sequence: number
  readonly run: () => void
}

// A macrotask: promise chains of any length (a webhook's fetch, the handler behind it) run up to their next timer.
const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** Creates a stepped clock. It starts at `startsAt`, an ISO 8601 time. */
export function createSteppedClock(startsAt = '2026-01-15T12:00:00Z'): SteppedClock {
  const timers = new Set<Timer>()
  let now = Date.parse(startsAt)
  let sequence = 0

  const nextDue = (until: number): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of timers) {
      if (timer.at > until) continue
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.sequence < first.sequence))
        first = timer
    }
    return first
  }

  return {
    now: () => now,
    setTimer(run, ms) {
      const timer = { at: now + Math.max(0, ms), sequence: sequence++, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async advance(ms) {
      const until = now + ms
      await settle()
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer)
        now = timer.at
        timer.run()
        await settle()
      }
      now = until
    },
    get pending() {
      return timers.size
    },
  }
}
