import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { EmbeddedDatabase } from './store/database-option.ts'
import { lockDirectory } from './store/directory-lock.ts'
import { makeDirectory } from './store/make-directory.ts'

export type { EmbeddedDatabase } from './store/database-option.ts'

/** PGlite has neither autovacuum nor checkpoints of its own: its files would only grow. */
const maintenanceIntervalMs = 10 * 60_000

/**
 * Keeps a database in `directory`, which is created if missing; in memory without one. Data survives a killed process but
 * not a power failure, because PGlite does not call fsync. A lock file refuses a second process and names the first: two
 * processes on one directory lose data silently.
 */
export function embeddedDatabase(directory?: string): EmbeddedDatabase {
  let opening: Promise<{ client: PGlite; release: () => Promise<void> }> | undefined

  async function start() {
    if (directory === undefined) return { client: await PGlite.create(), release: async () => {} }
    await makeDirectory(resolve(directory))
    const unlock = await lockDirectory(directory)
    try {
      const client = await PGlite.create({ dataDir: join(directory, 'postgres') })
      const timer = setInterval(() => void maintain(client), maintenanceIntervalMs)
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
    // A failure is not cached: the process that held the directory may have ended by the next call.
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

/** Two calls, because VACUUM cannot run in the implicit transaction of a batch. A failure is left to the next run. */
async function maintain(client: PGlite): Promise<void> {
  await client.exec('vacuum').catch(() => {})
  await client.exec('checkpoint').catch(() => {})
}
