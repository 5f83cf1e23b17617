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

const writeLock = (holder: object) => writeFileSync(join(directory, 'cardfile.lock'), JSON.stringify(holder))
/** A process id above the highest that Linux assigns. */
const dead = { pid: 2 ** 22 + 1, host: hostname(), startedAt: null }

it('refuses a second process by naming the first, until the first unlocks', async () => {
  const release = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${process.pid}`)
  await release()
  await (
    await lockDirectory(directory)
  )()
  expect(readdirSync(directory)).toEqual([])
})

it('takes over from a dead process', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  writeLock({ pid: child.pid, host: hostname(), startedAt: null, token: 'gone' })
  await (
    await lockDirectory(directory)
  )()
})

it('never takes over from a running process', async () => {
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

it.runIf(process.platform === 'linux')('takes over when the process id belongs to a later process', async () => {
  writeLock({ pid: process.pid, host: hostname(), startedAt: '1', token: 'gone' })
  await (
    await lockDirectory(directory)
  )()
})

it('never takes over from another machine, and says what to do if that is gone', async () => {
  writeLock({ pid: 1, host: 'another-machine', startedAt: null, token: 'there' })
  await expect(lockDirectory(directory)).rejects.toThrow(/on another-machine.*delete/s)
})

it('lets exactly one of twenty racers take over', async () => {
  writeLock({ ...dead, token: 'gone' })
  const racers = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)))
  expect(racers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it.skipIf(process.platform === 'win32')(
  'never takes over from a suspended process, however old its lock is',
  async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(child, 'spawn')
    child.kill('SIGSTOP')
    writeLock({ ...dead, pid: child.pid, token: 'suspended' })
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
  },
)

it('takes over a lock that a power failure has left empty', async () => {
  writeFileSync(join(directory, 'cardfile.lock'), '')
  await lockDirectory(directory)
  expect(readdirSync(directory)).toEqual(['cardfile.lock'])
  await expect(lockDirectory(directory)).rejects.toThrow(`in use by process ${process.pid}`)
})

it('says which directory cannot be written', async () => {
  await expect(lockDirectory(join(directory, 'missing'))).rejects.toThrow('cannot be written')
})
