import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { SetupError } from '../setup-error.ts'

/** Who holds a directory. The start time tells a process from a later one that was given the same number. */
const holderSchema = v.object({
  pid: v.number(),
  host: v.string(),
  startedAt: v.nullable(v.string()),
  token: v.string(),
})
type Holder = v.InferOutput<typeof holderSchema>

const takeoverPatienceMs = 10_000

/**
 * Takes the directory for this process, and answers how to give it back. A lock is never taken from a process that
 * lives; one whose process is dead is taken over. Rejects with a sentence that names the holder, or the directory that
 * cannot be written.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'cardfile.lock')
  const mine: Holder = { pid: process.pid, host: hostname(), startedAt: startTime(process.pid), token: randomUUID() }
  const draft = `${path}.${mine.token}`
  try {
    await writeFile(draft, JSON.stringify(mine), { mode: 0o600 })
  } catch (cause) {
    throw new SetupError(`The data directory ${directory} cannot be written. Give one that this user may write to.`, {
      cause,
    })
  }
  try {
    // A hard link appears whole or not at all, and fails when the name is taken: that is the lock.
    if (!(await didLink(draft, path))) await takeOver(directory, path, draft)
  } finally {
    await rm(draft, { force: true })
  }
  return async () => {
    if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true })
  }
}

async function takeOver(directory: string, path: string, draft: string): Promise<void> {
  // One process at a time looks and replaces; otherwise two that saw the same dead holder could both succeed.
  const gate = `${path}.takeover`
  await rmStale(gate)
  const handle = await open(gate, 'wx').catch(() => undefined)
  if (handle === undefined)
    throw new SetupError(`Another process is just taking ${directory}. Try again in a few seconds.`)
  try {
    const holder = await readHolder(path)
    if (holder !== undefined) refuseIfAlive(holder, directory, path)
    await rm(path, { force: true })
    if (!(await didLink(draft, path)))
      throw new SetupError(`Another process took ${directory} first. Use a directory of your own.`)
  } finally {
    await handle.close()
    await rm(gate, { force: true })
  }
}

function refuseIfAlive({ pid, host, startedAt }: Holder, directory: string, path: string): void {
  const rule = 'Two processes on one directory would lose data.'
  if (host !== hostname()) {
    throw new SetupError(
      `${directory} is in use by process ${pid} on ${host}. ${rule} If that machine is gone, delete ${path}.`,
    )
  }
  const isSame = startedAt === null || startedAt === startTime(pid)
  if (isRunning(pid) && isSame) {
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
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return v.parse(holderSchema, JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

async function rmStale(gate: string): Promise<void> {
  const made = await stat(gate).catch(() => undefined)
  if (made !== undefined && Date.now() - made.mtimeMs > takeoverPatienceMs) await rm(gate, { force: true })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When the kernel started the process, where it says so (Linux); null elsewhere. */
function startTime(pid: number): string | null {
  try {
    const stats = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces; start time is the 20th field after it (proc(5), field 22).
    return stats.slice(stats.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
