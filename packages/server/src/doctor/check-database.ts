import { sql } from 'drizzle-orm'
import { lacksKey } from '../open-context.ts'
import type { CardfileOptions } from '../options.ts'
import { createKeyRing } from '../secrets/key-ring.ts'
import { toErrorCode } from '../log/error-code.ts'
import { SetupError } from '../setup-error.ts'
import { type Clock, readNow } from '../store/clock.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { readTableDrift } from '../store/migrate.ts'
import type { Diagnostic } from './diagnostic.ts'

const oldestVersion = 140_000

/** The diagnostics of the database, and its time if its tables are there. */
export interface DatabaseCheck {
  readonly diagnostics: readonly Diagnostic[]
  readonly now?: Date
}

/**
 * Opens the database, checks it and leaves it as it was: no table is created.
 * @param isOpen whether this process has the database open.
 */
export async function checkDatabase(
  options: CardfileOptions,
  clock: Clock,
  isOpen: () => boolean,
): Promise<DatabaseCheck> {
  const embedded = 'open' in options.database ? checkEmbedded(options) : []
  try {
    const database = await openDatabase(options.database, false)
    try {
      const check = await checkOpened(options, clock, database)
      return { ...check, diagnostics: [...embedded, ...check.diagnostics] }
    } finally {
      // An embedded database is shared by the process: closing it here would close it for the shop.
      if (!isOpen() || !('open' in options.database)) await database.close()
    }
  } catch (error) {
    return { diagnostics: [...embedded, toUnreachable(error)] }
  }
}

function checkEmbedded({ gateway: { mode } }: CardfileOptions): Diagnostic[] {
  if (mode !== 'live') return []
  return [
    {
      code: 'database-embedded',
      level: 'error',
      message:
        'The embedded database is used in live mode. A power failure can lose it, and with it saved cards and the record of charges.',
      remedy: 'Give `database` a `pg.Pool` on Postgres 14 or newer.',
    },
  ]
}

async function checkOpened(options: CardfileOptions, clock: Clock, database: Database): Promise<DatabaseCheck> {
  const { db } = database
  const diagnostics: Diagnostic[] = []
  const [settings] = await db
    .select({ version: sql<number>`current_setting('server_version_num')::int` })
    .from(sql`(select 1) as one`)
  if (settings !== undefined && settings.version < oldestVersion) {
    diagnostics.push({
      code: 'database-old',
      level: 'error',
      message: 'The database is older than Postgres 14.',
      remedy: 'Use Postgres 14 or newer.',
    })
  }
  const { missing, unknown } = await readTableDrift(db)
  if (unknown.length > 0) {
    diagnostics.push({
      code: 'tables-ahead',
      level: 'error',
      message: `The tables belong to a newer version: they have ${unknown.join(', ')}, so nothing starts.`,
      remedy: 'Install the version that ran last, or a newer one.',
    })
  }
  if (missing.length > 0) {
    const isManual = options.migrate === 'manual'
    diagnostics.push({
      code: 'tables-behind',
      level: isManual ? 'error' : 'note',
      message: `The tables are not up to date: ${missing.join(', ')} ${isManual ? 'is missing, so nothing starts' : 'is applied at the next start'}.`,
      remedy: isManual
        ? 'Run `cardfile migrate` as a role that may change tables.'
        : 'Nothing to do, or run `cardfile migrate` now.',
    })
    return { diagnostics }
  }
  diagnostics.push(...(await checkKeys(options, database)))
  return { diagnostics, now: await readNow(db, clock) }
}

async function checkKeys({ secret }: CardfileOptions, database: Database): Promise<Diagnostic[]> {
  // `checkSecrets` reports a secret that no key can be derived from.
  const keys = await createKeyRing(secret).catch(() => undefined)
  if (keys === undefined || !(await lacksKey(database, keys))) return []
  return [
    {
      code: 'secret-missing',
      level: 'error',
      message: 'The database holds cards sealed with a secret that is missing from the options, so nothing starts.',
      remedy: 'Add that secret to `secret.previous`, and remove it once `cardfile rotate` has run.',
    },
  ]
}

function toUnreachable(error: unknown): Diagnostic {
  // A driver's message may quote its connection string, which holds a password.
  const reason = error instanceof SetupError ? error.message : `it answered ${toErrorCode(error) ?? 'nothing'}`
  return {
    code: 'database-unreachable',
    level: 'error',
    message: `The database could not be opened: ${reason}`.replace(/\.?$/, '.'),
    remedy: 'Check its address, its user and the network. Only one process at a time can open an embedded database.',
  }
}
