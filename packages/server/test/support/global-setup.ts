import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Client, Pool } from 'pg'
import type { TestProject } from 'vitest/node'
import { buildChild } from '../crash/build-child.ts'
import { openDatabase } from '../../src/store/database.ts'
import { startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A real server, with a migrated database `template_cardfile` to copy. */
    postgresUrl: string
    /** A dump of a migrated PGlite: loading it takes a fraction of the time of migrating a new one. */
    pgliteDump: string
    /** The script of the process that the crash tests kill. */
    crashChild: string
  }
}

/** Starts one Postgres and dumps one migrated PGlite for all suites. Each test file works on a copy. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'cardfile-test-'))
  const [postgres, dump, child] = await Promise.all([startPostgres(), dumpPglite(folder), buildChild()])
  await makeTemplate(postgres.url)
  project.provide('postgresUrl', postgres.url)
  project.provide('pgliteDump', dump)
  project.provide('crashChild', child.script)
  return async () => {
    await postgres.stop()
    child.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url })
  await admin.connect()
  await admin.query('create database template_cardfile')
  await admin.end()
  const pool = new Pool({ connectionString: url.replace(/\/postgres$/, '/template_cardfile') })
  await (await openDatabase(pool, true)).close()
  await pool.end()
}

async function dumpPglite(folder: string): Promise<string> {
  const client = await PGlite.create()
  const database = await openDatabase(
    { open: async () => client, query: (text, values) => client.query(text, values), close: async () => {} },
    true,
  )
  await database.close()
  const path = join(folder, 'pglite.tar')
  writeFileSync(path, Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer()))
  await client.close()
  return path
}
