import type { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'

/** A Postgres inside this process, kept in a directory. For development, demos and one small shop. */
export interface EmbeddedDatabase {
  /** Opens the database, or returns the one that is open. `cardfile.start()` and the first request call it. */
  open(): Promise<PGlite>
  /** For the shop's own tables beside Cardfile's. */
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  close(): Promise<void>
}

/** A `pg.Pool` on a Postgres 14 or newer, or the embedded one of `@cardfile/server/embedded`. */
export type DatabaseOption = Pool | EmbeddedDatabase
