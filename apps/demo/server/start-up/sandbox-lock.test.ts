import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockSandboxFile } from './sandbox-lock.ts'

let directory = ''
let lock = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cardfile-demo-'))
  lock = join(directory, 'sandbox.lock')
})
afterEach(() => rmSync(directory, { recursive: true }))

const held = (pid: number) => writeFileSync(lock, JSON.stringify({ pid, url: 'http://localhost:5174' }))

describe('lockSandboxFile', () => {
  it('releases the lock at the end', () => {
    const release = lockSandboxFile(directory, 'http://localhost:5201')
    expect(existsSync(lock)).toBe(true)
    release()
    expect(existsSync(lock)).toBe(false)
  })

  it('says how to join the sandbox of a running process', () => {
    held(process.ppid)
    expect(() => lockSandboxFile(directory, 'http://localhost:5201')).toThrow(
      /COSTPLUS_BASE_URL=http:\/\/localhost:5174 and COSTPLUS_API_KEY=test_sandbox/,
    )
  })

  it('takes over from a dead process, and from an empty file', () => {
    // Above every system's highest pid.
    held(2 ** 30)
    lockSandboxFile(directory, 'http://localhost:5201')()
    writeFileSync(lock, '')
    lockSandboxFile(directory, 'http://localhost:5201')()
    expect(existsSync(lock)).toBe(false)
  })
})
