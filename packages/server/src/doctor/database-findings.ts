import { sql } from 'drizzle-orm'
import { lacksKey } from '../open-context.ts'
import type { CardfileOptions } from '../options.ts'
import { createKeyRing } from '../secrets/key-ring.ts'
import { toErrorCode } from '../log/error-code.ts'
import { SetupError } from '../setup-error.ts'
import { type Clock, readNow } from '../store/clock.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { readTableDrift } from '../store/migrate.ts'
import type { Finding } from './finding.ts'

const oldestVersion = 140_000

/** What the database has to say, and its time, when it has tables to ask. */
export interface DatabaseVisit {
  readonly findings: readonly Finding[]
  readonly now?: Date
}

/** Opens the database, looks, and leaves it as it was: tables are not made. `isOpen`: whether this process uses it. */
export async function visitDatabase(
  options: CardfileOptions,
  clock: Clock,
  isOpen: () => boolean,
): Promise<DatabaseVisit> {
  const embedded = 'open' in options.database ? findEmbeddedFaults(options) : []
  try {
    const database = await openDatabase(options.database, false)
    try {
      const visit = await look(options, clock, database)
      return { ...visit, findings: [...embedded, ...visit.findings] }
    } finally {
      // Closing an embedded database that the shop has open would close it under the shop.
      if (!isOpen() || !('open' in options.database)) await database.close()
    }
  } catch (error) {
    return { findings: [...embedded, toUnreachable(error)] }
  }
}

function findEmbeddedFaults({ gateway: { mode } }: CardfileOptions): Finding[] {
  if (mode !== 'live') return []
  return [
    {
      code: 'database-embedded',
      level: 'error',
      message:
        'The embedded database is used in live mode: it does not survive a power failure, which loses saved cards and the memory of what was charged.',
      remedy: 'Give `database` a `pg.Pool` on Postgres 14 or newer.',
    },
  ]
}

async function look(options: CardfileOptions, clock: Clock, database: Database): Promise<DatabaseVisit> {
  const { db } = database
  const findings: Finding[] = []
  const [settings] = await db
    .select({ version: sql<number>`current_setting('server_version_num')::int` })
    .from(sql`(select 1) as one`)
  if (settings !== undefined && settings.version < oldestVersion) {
    findings.push({
      code: 'database-old',
      level: 'error',
      message: 'The database is older than Postgres 14.',
      remedy: 'Use Postgres 14 or newer.',
    })
  }
  const { missing, unknown } = await readTableDrift(db)
  if (unknown.length > 0) {
    findings.push({
      code: 'tables-ahead',
      level: 'error',
      message: `The tables are of a newer version: they have ${unknown.join(', ')}, so nothing starts.`,
      remedy: 'Install the version that was here last, or a newer one.',
    })
  }
  if (missing.length > 0) {
    const isManual = options.migrate === 'manual'
    findings.push({
      code: 'tables-behind',
      level: isManual ? 'error' : 'note',
      message: `The tables are not up to date: ${missing.join(', ')} ${isManual ? 'is missing, so nothing starts' : 'is applied at the next start'}.`,
      remedy: isManual
        ? 'Run `cardfile migrate` with a role that may change tables.'
        : 'Nothing, or run `cardfile migrate` now.',
    })
    return { findings }
  }
  findings.push(...(await findKeyFaults(options, database)))
  return { findings, now: await readNow(db, clock) }
}

async function findKeyFaults({ secret }: CardfileOptions, database: Database): Promise<Finding[]> {
  // A secret that is no secret is told of elsewhere, and opens nothing.
  const keys = await createKeyRing(secret).catch(() => undefined)
  if (keys === undefined || !(await lacksKey(database, keys))) return []
  return [
    {
      code: 'secret-missing',
      level: 'error',
      message: 'The database holds cards that were sealed with a secret that is not given, so nothing starts.',
      remedy: 'Add that secret to `secret.previous`; it may go once `cardfile rotate` has run.',
    },
  ]
}

function toUnreachable(error: unknown): Finding {
  // What a driver says may quote the address it was given, and that holds a password.
  const reason = error instanceof SetupError ? error.message : `it answered ${toErrorCode(error) ?? 'nothing'}`
  return {
    code: 'database-unreachable',
    level: 'error',
    message: `The database could not be opened: ${reason}`.replace(/\.?$/, '.'),
    remedy: 'Check its address, its user and the network; an embedded one belongs to one process at a time.',
  }
}
