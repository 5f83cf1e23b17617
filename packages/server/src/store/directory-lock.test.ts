import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockDirectory } from './directory-lock.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cardfile-lock-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const writeHolder = (name: string, holder: object) => writeFileSync(join(directory, name), JSON.stringify(holder))
const writeLock = (holder: object) => writeHolder('cardfile.lock', holder)
/** Higher than any process number that Linux gives. */
const dead = { pid: 2 ** 22 + 1, host: hostname(), startedAt: null }

it('refuses a second holder by naming the first, until the first gives it back', async () => {
  const release = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${process.pid}`)
  await release()
  await (
    await lockDirectory(directory)
  )()
  expect(readdirSync(directory)).toEqual([])
})

it('takes over from a process that is dead', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  writeLock({ pid: child.pid, host: hostname(), startedAt: null, token: 'gone' })
  await (
    await lockDirectory(directory)
  )()
})

it('never takes over from another process that lives', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  writeLock({ pid: child.pid, host: hostname(), startedAt: null, token: 'there' })
  const before = readdirSync(directory)
  await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${child.pid}`)
  expect(readdirSync(directory)).toEqual(before)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await (
    await lockDirectory(directory)
  )()
})

it.runIf(process.platform === 'linux')('takes over when the number belongs to a later process', async () => {
  writeLock({ pid: process.pid, host: hostname(), startedAt: '1', token: 'gone' })
  await (
    await lockDirectory(directory)
  )()
})

it('never takes over from another machine, and says what to do when that is gone', async () => {
  writeLock({ pid: 1, host: 'another-machine', startedAt: null, token: 'there' })
  await expect(lockDirectory(directory)).rejects.toThrow(/on another-machine.*delete/s)
})

it('lets exactly one of many racers take over', async () => {
  writeLock({ ...dead, token: 'gone' })
  const racers = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)))
  expect(racers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it('never takes over from a process that is just taking over, however long it stands still', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  writeLock({ ...dead, token: 'gone' })
  writeHolder('cardfile.lock.after-gone', { ...dead, pid: child.pid, token: 'taking' })
  const anHourAgo = new Date(Date.now() - 3_600_000)
  for (const file of readdirSync(directory)) utimesSync(join(directory, file), anHourAgo, anHourAgo)
  const before = readdirSync(directory)
  await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${child.pid}`)
  expect(readdirSync(directory)).toEqual(before)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const release = await lockDirectory(directory)
  expect(readdirSync(directory)).toEqual(['cardfile.lock'])
  await release()
  expect(readdirSync(directory)).toEqual([])
})

it('takes over a lock that a power failure has left empty', async () => {
  for (const name of ['cardfile.lock', 'cardfile.lock.after-unreadable-1']) writeFileSync(join(directory, name), '')
  await lockDirectory(directory)
  expect(readdirSync(directory)).toEqual(['cardfile.lock'])
  await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${process.pid}`)
})

it('says which directory cannot be written', async () => {
  await expect(lockDirectory(join(directory, 'missing'))).rejects.toThrow('cannot be written')
})
