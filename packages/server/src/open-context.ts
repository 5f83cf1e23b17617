import { and, eq, isNull, notInArray } from 'drizzle-orm'
import { createCostplusGateway } from './gateway/costplus/costplus-gateway.ts'
import type { Gateway } from './gateway/gateway.ts'
import type { Context } from './context.ts'
import type { CardfileOptions } from './options.ts'
import { createKeyRing, type KeyRing } from './secrets/key-ring.ts'
import { createLog, type Log } from './log/log.ts'
import { SetupError } from './setup-error.ts'
import type { Clock } from './store/clock.ts'
import { type Database, openDatabase } from './store/database.ts'
import { readTableDrift } from './store/migrate.ts'
import { card, deployment } from './store/schema.ts'

/** Opens the database and derives the keys. Rejects with a sentence that names the option to correct. */
export async function openContext(
  options: CardfileOptions,
  clock: Clock,
  background: Context['background'],
): Promise<Context> {
  const keys = await createKeyRing(options.secret)
  const log = createLog(options.logger)
  const database = await openDatabase(options.database, options.migrate !== 'manual')
  try {
    await requireOwnTables(database)
    const [row] = await database.db.select().from(deployment).where(eq(deployment.singleton, true))
    if (row === undefined) throw new SetupError("Cardfile's tables are empty. Run `cardfile migrate`.")
    await requireEveryKey(database, keys)
    if ('open' in options.database && options.gateway.mode === 'live') {
      log.warn({}, 'The embedded database does not survive a power failure. Give `database` a pg.Pool in live mode')
    }
    return {
      options,
      database,
      clock,
      keys,
      background,
      gateway: openGateway(options, clock, log),
      log,
      prefix: row.prefix,
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Creates the gateway's client. The one place that names a client: a second gateway is chosen here. */
export function openGateway({ gateway }: Pick<CardfileOptions, 'gateway'>, clock: Clock, log: Log): Gateway {
  return createCostplusGateway(gateway, clock.scaled, log)
}

/** Refuses tables of another version: this version could write rows that the other never reads, or miss its rows. */
async function requireOwnTables({ db }: Database): Promise<void> {
  const { missing, unknown } = await readTableDrift(db)
  if (missing.length > 0) {
    throw new SetupError(
      `Cardfile's tables lack ${missing.join(', ')}. Run \`cardfile migrate\`, or leave \`migrate\` out.`,
    )
  }
  if (unknown.length > 0) {
    throw new SetupError(
      `Cardfile's tables are newer than this version: they have ${unknown.join(', ')}. Install the newer version.`,
    )
  }
}

/** Refuses to start without a secret that still seals cards: those cards could never be charged again. */
async function requireEveryKey(database: Database, keys: KeyRing): Promise<void> {
  if (!(await lacksKey(database, keys))) return
  throw new SetupError(
    'This database holds cards that are sealed with a secret missing from `secret`. ' +
      'Add it to `secret.previous`. It can be removed once `cardfile rotate` has sealed them again.',
  )
}

/** Whether a saved card is sealed with a secret that the key ring lacks. */
export async function lacksKey({ db }: Database, { all }: KeyRing): Promise<boolean> {
  const ids = all.map(({ id }) => id)
  const orphaned = and(isNull(card.removedAt), notInArray(card.keyId, ids))
  return (await db.select({ id: card.id }).from(card).where(orphaned).limit(1)).length > 0
}
