import { type SQL, sql } from 'drizzle-orm'
import { SetupError } from '../setup-error.ts'
import type { Db } from './db.ts'
import { deployment } from './schema.ts'

/** The time that decisions are based on: the database's clock, which all instances share. */
export interface Clock {
  /** The current time of the database, as an SQL expression. */
  readonly now: SQL<Date>
  /** The time `ms` milliseconds from now, as an SQL expression. */
  readonly in: (ms: number) => SQL<Date>
  /** A delay or lifetime in milliseconds, times `timeScale`. */
  readonly scaled: (ms: number) => number
}

/**
 * Creates the clock. `timeScale` multiplies every delay and lifetime. `toOffsetMs` says how far `now` is ahead of the
 * database; only tests pass it.
 */
export function createClock(timeScale: number, toOffsetMs: () => number = () => 0): Clock {
  const at = (ms: number) => sql<Date>`(clock_timestamp() + ${toOffsetMs() + ms} * interval '1 millisecond')`
  return {
    get now() {
      return at(0)
    },
    in: at,
    scaled: (ms) => ms * timeScale,
  }
}

/** Reads the current time of the database, for decisions made outside SQL. */
export async function readNow(db: Db, clock: Clock): Promise<Date> {
  const [row] = await db.select({ now: sql<Date>`${clock.now}`.mapWith(toDate) }).from(deployment)
  if (row === undefined) throw new SetupError("Cardfile's tables are empty. Run `cardfile migrate`.")
  return row.now
}

/** node-postgres returns a Date, PGlite text. */
function toDate(value: string | Date): Date {
  return new Date(value)
}
