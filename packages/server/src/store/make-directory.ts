import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SetupError } from '../setup-error.ts'

/**
 * Makes a data directory and those above it; rejects with a sentence when that cannot be done. Not `mkdir`'s own
 * `recursive`: where the kernel allows no directory, as in /proc, Node 20 never comes back from it.
 */
export async function makeDirectory(path: string): Promise<void> {
  if (await isDirectory(path)) return
  if (dirname(path) !== path) await makeDirectory(dirname(path))
  try {
    // Tokens and secrets are kept there: nobody else has any business in it.
    await mkdir(path, { mode: 0o700 })
  } catch (cause) {
    // Another process may have made it just now.
    if (await isDirectory(path)) return
    throw new SetupError(`The data directory ${path} cannot be made. Give one that this user may write to.`, { cause })
  }
}

async function isDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}
