import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './db.ts'
import { deployment } from './schema.ts'
import { SetupError } from '../setup-error.ts'

/** The one place time is read for a decision: the database's clock, which every instance shares. */
export interface Clock {
  /** The database's present, as an SQL expression. */
  readonly now: SQL<Date>
  /** A moment some milliseconds after the database's present. */
  readonly in: (ms: number) => SQL<Date>
  /** A nominal delay in milliseconds, scaled: rehearsals run ten minutes in thirty seconds. */
  readonly scaled: (ms: number) => number
  /** How far `now` is ahead of the database's clock, in milliseconds. Zero but for tests. */
  offsetMs: number
}

/** @param timeScale multiplies every delay and lifetime of the adapter; 1 is real time. */
export function createClock(timeScale: number): Clock {
  const clock: Clock = {
    offsetMs: 0,
    get now() {
      return clock.in(0)
    },
    in: (ms) => sql<Date>`(clock_timestamp() + ${clock.offsetMs + ms} * interval '1 millisecond')`,
    scaled: (ms) => ms * timeScale,
  }
  return clock
}

/** The database's present, as a value: for decisions that are made outside SQL. */
export async function readNow(db: Db, clock: Clock): Promise<Date> {
  const [row] = await db.select({ now: sql<Date>`${clock.now}`.mapWith(toDate) }).from(deployment)
  if (row === undefined) throw new SetupError("Cardfile's tables are empty. Run `cardfile.migrate()`.")
  return row.now
}

/** One driver answers a Date where the other answers text. */
function toDate(value: string | Date): Date {
  return new Date(value)
}
