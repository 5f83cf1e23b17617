import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { lockDirectory } from './store/directory-lock.ts'
import { makeDirectory } from './store/make-directory.ts'

export { makeDirectory }

/** A Postgres inside this process, kept in a directory. For development, demos and one small shop. */
export interface EmbeddedDatabase {
  /** Opens it, or answers the one that is open. Called by `cardfile.start()` and by the first request. */
  open(): Promise<PGlite>
  /** For the shop's own tables beside Cardfile's. */
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  close(): Promise<void>
}

/** PGlite has no autovacuum and writes no checkpoint by itself: without this its files only grow. */
const upkeepIntervalMs = 10 * 60_000

/**
 * A database in `directory`, made when missing, or in memory without one. Safe against a killed process, not against
 * power loss: PGlite does not call fsync. One process at a time: a second one is refused by a lock file that names the
 * first, because two of them on one directory lose data silently.
 */
export function embeddedDatabase(directory?: string): EmbeddedDatabase {
  let opening: Promise<{ client: PGlite; release: () => Promise<void> }> | undefined

  async function start() {
    if (directory === undefined) return { client: await PGlite.create(), release: async () => {} }
    await makeDirectory(resolve(directory))
    const unlock = await lockDirectory(directory)
    try {
      const client = await PGlite.create({ dataDir: join(directory, 'postgres') })
      const timer = setInterval(() => void upkeep(client), upkeepIntervalMs)
      timer.unref()
      return {
        client,
        release: async () => {
          clearInterval(timer)
          await unlock()
        },
      }
    } catch (error) {
      await unlock()
      throw error
    }
  }

  async function open(): Promise<PGlite> {
    // What could not be opened is tried again: the other process may have gone by then.
    opening ??= start().catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return (await opening).client
  }

  return {
    open,
    query: async (text, values) => (await open()).query<Record<string, unknown>>(text, values),
    async close() {
      const opened = await opening?.catch(() => undefined)
      opening = undefined
      await opened?.client.close()
      await opened?.release()
    },
  }
}

/** Two calls, because VACUUM refuses to share one. What fails is tried again the next time. */
async function upkeep(client: PGlite): Promise<void> {
  await client.exec('vacuum').catch(() => {})
  await client.exec('checkpoint').catch(() => {})
}
