import { type Clock, createClock } from '../../src/store/clock.ts'

/** A clock that a test moves. */
export interface MovableClock extends Clock {
  /** Milliseconds that the shop is ahead of its database. */
  offsetMs: number
}

/** Creates a clock that shows the database's time until a test moves it. */
export function createMovableClock(timeScale = 1): MovableClock {
  const clock: MovableClock = Object.assign(
    createClock(timeScale, () => clock.offsetMs),
    { offsetMs: 0 },
  )
  return clock
}
