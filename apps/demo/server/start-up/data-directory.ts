import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { makeDirectory } from '@cardfile/server/embedded'
import { StartUpError } from './start-up-error.ts'

/** Where an unset CARDFILE_DATA keeps things: a hidden folder of the app, whichever folder the shop was started from. */
const defaultDirectory = '.data'

/**
 * The directory that holds what has to outlive the process, made if it is not there and known to be writable. A relative
 * path is meant from where the person typed the command: pnpm runs scripts in the package and says so in INIT_CWD.
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

/**
 * The shop's secret, made on the first start. It is written beside its final name and linked there, because a link
 * fails where one exists: of two instances that start at the same moment both end up with the same secret.
 */
export async function keptSecret(directory: string): Promise<string> {
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

/** Whether this is one of Node's system errors with that code. */
export function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
