import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { toErrorCode } from '../log/error-code.ts'
import { SetupError } from '../setup-error.ts'

/**
 * Creates a data directory and its parents. Rejects with a sentence that names the directory. Not `mkdir`'s own
 * `recursive`: on Node 20 it never returns where the kernel allows no directory, as in /proc.
 */
export async function makeDirectory(path: string): Promise<void> {
  if (existsSync(path)) return
  // A Windows drive that does not exist is its own parent.
  if (dirname(path) !== path) await makeDirectory(dirname(path))
  try {
    // Private: it will hold card tokens.
    await mkdir(path, { mode: 0o700 })
  } catch (cause) {
    // Another process created it meanwhile.
    if (toErrorCode(cause) === 'EEXIST') return
    throw new SetupError(`The data directory ${path} cannot be created. Choose one that this user may write to.`, {
      cause,
    })
  }
}
