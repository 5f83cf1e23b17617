import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { toErrorCode } from '../log/error-code.ts'
import { SetupError } from '../setup-error.ts'

/** The process that holds a lock file. Its start time tells it from a later process with the same id. */
const holderSchema = v.object({
  pid: v.number(),
  host: v.string(),
  startedAt: v.nullable(v.string()),
  token: v.string(),
})
type Holder = v.InferOutput<typeof holderSchema>

/** Racers that read the same dead lock replace it within this time; the last of them to do so holds the directory. */
const settleMs = 250

/**
 * Locks the directory for this process and returns the function that unlocks it. A dead process's lock is replaced; a
 * running or suspended process keeps its lock. Rejects with a sentence that names the holder, or the directory if it cannot
 * be written.
 *
 * Not covered: a process that is suspended for longer than `settleMs` between reading a dead lock and replacing it, while
 * another one replaces it; a network file system whose `link` and `rename` are not atomic; containers that share the
 * directory and a host name but not their process ids. Outside Linux, a dead holder whose process id is in use again keeps
 * its lock until the file is deleted.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'cardfile.lock')
  const mine: Holder = { pid: process.pid, host: hostname(), startedAt: startTime(process.pid), token: randomUUID() }
  const draft = `${path}.${mine.token}`
  try {
    await writeFile(draft, JSON.stringify(mine), { mode: 0o600 })
  } catch (cause) {
    throw new SetupError(`The data directory ${directory} cannot be written. Choose one that this user may write to.`, {
      cause,
    })
  }
  try {
    // A hard link appears complete or not at all, and fails if the name exists: that makes the file a lock.
    while (!(await didLink(draft, path))) {
      const text = await readText(path)
      // Unlocked since the link failed.
      if (text === undefined) continue
      refuseIfAlive(toHolder(text), directory, path)
      await rename(draft, path)
      await new Promise((resolve) => setTimeout(resolve, settleMs))
      const winner = toHolder(await readText(path))
      if (winner?.token === mine.token) break
      refuseIfAlive(winner, directory, path)
      throw new SetupError(`Another process has just opened ${directory}. Try again in a few seconds.`)
    }
  } finally {
    await rm(draft, { force: true })
  }
  return async () => {
    if (toHolder(await readText(path))?.token === mine.token) await rm(path, { force: true })
  }
}

function refuseIfAlive(holder: Holder | undefined, directory: string, path: string): void {
  if (holder === undefined) return
  const { pid, host, startedAt } = holder
  const rule = 'Two processes on one directory would lose data.'
  if (host !== hostname()) {
    throw new SetupError(
      `${directory} is in use by process ${pid} on ${host}. ${rule} If that machine is gone, delete ${path}.`,
    )
  }
  if (isRunning(pid) && (startedAt === null || startedAt === startTime(pid))) {
    throw new SetupError(
      `${directory} is in use by process ${pid}. ${rule} Stop it, or give this one another directory.`,
    )
  }
}

async function didLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (toErrorCode(error) === 'EEXIST') return false
    throw error
  }
}

/** The file's text, or undefined if there is no file. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (toErrorCode(cause) === 'ENOENT') return undefined
    throw new SetupError(`The lock file ${path} cannot be read. Choose a directory of this user's own.`, { cause })
  }
}

/** The holder, or undefined for a file that a power failure left empty or truncated. */
function toHolder(text: string | undefined): Holder | undefined {
  try {
    return v.parse(holderSchema, JSON.parse(text ?? ''))
  } catch {
    return undefined
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return toErrorCode(error) === 'EPERM'
  }
}

/** When the kernel started the process, on Linux; null elsewhere. */
function startTime(pid: number): string | null {
  try {
    const stats = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may contain spaces; the start time is the 20th field after it (proc(5), field 22).
    return stats.slice(stats.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
