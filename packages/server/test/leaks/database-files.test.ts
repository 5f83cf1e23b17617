import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectNoTraceInFiles, readChangedFiles } from './database-files.ts'

const secret = 'a secret that spans two pages'
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cardfile-database-files-'))
  mkdirSync(join(folder, 'pg_wal'))
  const pages = Buffer.alloc(2 * 8_192, 0xff)
  pages.write(secret.slice(0, 10), 8_192 - 10)
  pages.write(secret.slice(10), 8_192 + 24)
  writeFileSync(join(folder, 'pg_wal', '000000010000000000000001'), pages)
})
afterAll(() => rmSync(folder, { recursive: true }))

it('finds a secret that spans two pages of the write-ahead log, around the header', () => {
  const files = readChangedFiles(folder, new Map())
  expect(() => expectNoTraceInFiles({ secret }, files)).toThrow('secret (plain) in pg_wal')
})
