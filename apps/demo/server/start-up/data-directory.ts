import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { StartUpError } from './start-up-error.ts'

/** The default of CARDFILE_DATA: a hidden folder of the app, wherever the shop was started. */
const defaultDirectory = '.data'

/**
 * Creates the data directory if needed and checks that it is writable. A relative path is resolved from the folder in which the
 * command was typed: pnpm runs scripts in the package and passes that folder in INIT_CWD.
 */
export async function openDataDirectory(asked: string | undefined, appRoot: string): Promise<string> {
  const directory =
    asked === undefined ? join(appRoot, defaultDirectory) : resolve(process.env.INIT_CWD ?? process.cwd(), asked)
  const probe = join(directory, `.probe-${process.pid}`)
  try {
    await makeDirectory(directory)
    await writeFile(probe, '')
    await rm(probe)
  } catch (cause) {
    throw new StartUpError(
      `Nothing can be written in ${directory}, where the shop keeps its data. ` +
        'Make that directory writable, or point CARDFILE_DATA at another one.',
      { cause },
    )
  }
  return directory
}

/** Creates a directory and its parents. Not `mkdir`'s own `recursive`: on Node 20 it never returns for a path in /proc. */
async function makeDirectory(path: string): Promise<void> {
  if (existsSync(path)) return
  // A Windows drive that does not exist is its own parent.
  if (dirname(path) !== path) await makeDirectory(dirname(path))
  try {
    // Private: it will hold the shop's secret and card tokens.
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    // Another process created it meanwhile.
    if (!isErrorWithCode(error, 'EEXIST')) throw error
  }
}

/**
 * Reads the shop's secret, or creates it on the first start. A new secret is written under a temporary name and then linked,
 * because a link fails where the file exists: two instances that start at once end up with the same secret.
 */
export async function readOrCreateSecret(directory: string): Promise<string> {
  const file = join(directory, 'secret')
  const known = await readIfThere(file)
  if (known !== undefined) return known

  const draft = join(directory, `.secret-${process.pid}`)
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  try {
    await link(draft, file)
  } catch (error) {
    if (!isErrorWithCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  return await readFile(file, 'utf8')
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return undefined
    throw new StartUpError(`The shop's secret in ${file} cannot be read. Make it readable, or set CARDFILE_SECRET.`, {
      cause: error,
    })
  }
}

/** Whether `error` is a Node system error with this code. */
export function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
