import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
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
    if (!(await didLink(draft, path))) await takeOver(directory, path, draft, mine)
  } finally {
    await rm(draft, { force: true })
  }
  return async () => {
    if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true })
  }
}

/** A place in the line of those who hold a lock or are about to. */
interface Place {
  readonly path: string
  /** Undefined: its file cannot be read, as after a power failure. */
  readonly holder: Holder | undefined
}

/**
 * Whoever takes over from a dead holder first becomes its one successor, by a file named after it that is made like the
 * lock itself. Only the last in line moves into the lock's place, and only when it is still last: a process that stood
 * still in here meanwhile finds that out, and replaces nobody.
 */
async function takeOver(directory: string, path: string, draft: string, mine: Holder): Promise<void> {
  const line = await readLine(path)
  const last = line.at(-1)
  if (last?.holder !== undefined) refuseIfAlive(last.holder, directory, last.path)
  const place = last === undefined ? path : toSuccessor(path, line)
  const isSuccessor = await didLink(draft, place)
  const isLast = isSuccessor && (await readLine(path)).at(-1)?.holder?.token === mine.token
  if (!isLast) {
    if (isSuccessor) await rm(place, { force: true })
    throw new SetupError(`Another process is just taking ${directory}. Try again in a few seconds.`)
  }
  await rename(place, path)
  for (const dead of line.slice(1)) await rm(dead.path, { force: true })
}

/** The holder, its successor if somebody is taking over, and so on. */
async function readLine(path: string): Promise<Place[]> {
  const line: Place[] = []
  let next = path
  while (await stat(next).catch(() => undefined)) {
    line.push({ path: next, holder: await readHolder(next) })
    next = toSuccessor(path, line)
  }
  return line
}

/** Where the successor of the last in line stands. One that cannot be read is told from others by its place. */
function toSuccessor(path: string, line: readonly Place[]): string {
  const token = line.at(-1)?.holder?.token ?? `unreadable-${line.length}`
  return `${path}.after-${encodeURIComponent(token)}`
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
