import type { SandboxClock } from './clock.ts'

/** A clock that stands still until a test moves it. */
export interface SteppedClock extends SandboxClock {
  /** Moves time on by `ms`, running every timer that falls due in order and letting what each one started settle. */
  advance(ms: number): Promise<void>
  /** Timers that are still to come. */
  readonly pending: number
}

interface Timer {
  readonly at: number
  readonly turn: number
  readonly run: () => void
}

// A macrotask lets promise chains of any length (a webhook's fetch, the handler behind it) run to their next timer.
const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** Makes a clock that tests step by hand; it starts at `startsAt`, an ISO 8601 time. */
export function createSteppedClock(startsAt = '2026-01-15T12:00:00Z'): SteppedClock {
  const timers = new Set<Timer>()
  let now = Date.parse(startsAt)
  let turn = 0

  const nextDue = (until: number): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of timers) {
      if (timer.at > until) continue
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.turn < first.turn))
        first = timer
    }
    return first
  }

  return {
    now: () => now,
    setTimer(run, ms) {
      const timer = { at: now + Math.max(0, ms), turn: turn++, run }
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
