import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { isErrorWithCode } from './data-directory.ts'
import { StartUpError } from './start-up-error.ts'

const lockSchema = v.object({ pid: v.number(), url: v.string() })

/**
 * Locks the sandbox's file in the data directory for this process. Returns a function that releases it. Two shops on one Postgres
 * need no lock on the directory, but two sandboxes on one file would each know only half of the saved cards.
 */
export function lockSandboxFile(directory: string, url: string): () => void {
  const file = join(directory, 'sandbox.lock')
  const mine = JSON.stringify({ pid: process.pid, url })
  try {
    writeFileSync(file, mine, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!isErrorWithCode(error, 'EEXIST')) throw error
    const holder = readLock(file)
    if (holder !== undefined && holder.pid !== process.pid && isRunning(holder.pid)) {
      throw new StartUpError(
        `Process ${holder.pid} runs the sandbox of ${directory} at ${holder.url}. Join it with ` +
          `COSTPLUS_BASE_URL=${holder.url} and COSTPLUS_API_KEY=test_sandbox, or set CARDFILE_DATA to another directory.`,
        { cause: error },
      )
    }
    writeFileSync(file, mine, { mode: 0o600 })
  }
  return () => {
    if (readLock(file)?.pid === process.pid) rmSync(file, { force: true })
  }
}

function readLock(file: string): v.InferOutput<typeof lockSchema> | undefined {
  try {
    return v.parse(lockSchema, JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isErrorWithCode(error, 'EPERM')
  }
}
