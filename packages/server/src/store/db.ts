import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The queries' view of a database: node-postgres and PGlite both fit, inside a transaction and outside one. */
export type Db = PgDatabase<PgQueryResultHKT>
