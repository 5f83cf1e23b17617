import { embeddedDatabase, type EmbeddedDatabase } from '@cardfile/server/embedded'
import { Pool } from 'pg'
import { StartUpError } from './start-up/start-up-error.ts'

const connectTimeoutMs = 5_000

export type OpenDatabase =
  | { readonly kind: 'postgres'; readonly database: Pool; close(): Promise<void> }
  | { readonly kind: 'embedded'; readonly database: EmbeddedDatabase; close(): Promise<void> }

/** Opens the Postgres of DATABASE_URL, or the embedded database in the data directory, and checks that it answers. */
export async function openDatabase(databaseUrl: string | undefined, dataDirectory: string): Promise<OpenDatabase> {
  if (databaseUrl === undefined) {
    const database = embeddedDatabase(dataDirectory)
    await database.open()
    return { kind: 'embedded', database, close: () => database.close() }
  }
  const database = await openPool(databaseUrl)
  return { kind: 'postgres', database, close: () => database.end() }
}

async function openPool(databaseUrl: string): Promise<Pool> {
  const pool = new Pool({ connectionString: databaseUrl, connectionTimeoutMillis: connectTimeoutMs })
  // Without a listener, an idle connection that breaks (a restart of Postgres) ends the process.
  pool.on('error', () => {})
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    throw new StartUpError(
      `The Postgres that DATABASE_URL names cannot be reached (${reasonOf(cause)}). ` +
        'Start it or correct the address, or unset DATABASE_URL for the embedded database.',
      { cause },
    )
  }
  return pool
}

/** Node wraps one error per address of `localhost` in an AggregateError with an empty message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : 'no answer'
}
