import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimSandboxFile } from './sandbox-claim.ts'

let directory = ''
let lock = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cardfile-demo-'))
  lock = join(directory, 'sandbox.lock')
})
afterEach(() => rmSync(directory, { recursive: true }))

const held = (pid: number) => writeFileSync(lock, JSON.stringify({ pid, url: 'http://localhost:5174' }))

describe('claimSandboxFile', () => {
  it('is given back at the end', () => {
    const release = claimSandboxFile(directory, 'http://localhost:5201')
    expect(existsSync(lock)).toBe(true)
    release()
    expect(existsSync(lock)).toBe(false)
  })

  it('says how to join the sandbox of a process that lives', () => {
    held(process.ppid)
    expect(() => claimSandboxFile(directory, 'http://localhost:5201')).toThrow(
      /COSTPLUS_BASE_URL=http:\/\/localhost:5174 and COSTPLUS_API_KEY=test_sandbox/,
    )
  })

  it('takes over from a process that is dead, and from a file that says nothing', () => {
    // Above every system's highest process number.
    held(2 ** 30)
    claimSandboxFile(directory, 'http://localhost:5201')()
    writeFileSync(lock, '')
    claimSandboxFile(directory, 'http://localhost:5201')()
    expect(existsSync(lock)).toBe(false)
  })
})
