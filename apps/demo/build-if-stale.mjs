import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const demo = dirname(fileURLToPath(import.meta.url))
const root = join(demo, '../..')
/** In build order. */
const packages = ['contract', 'sandbox', 'server', 'react'].map((name) => join(root, 'packages', name))

const inputs = [
  ...packages.flatMap((folder) => ['src', 'package.json', 'vite.config.ts'].map((name) => join(folder, name))),
  ...['api', 'server', 'src', 'public', 'index.html', 'package.json', 'vite.config.ts'].map((name) => join(demo, name)),
  join(root, '.ci/library.ts'),
  join(root, 'pnpm-lock.yaml'),
]
const outputs = [
  ...packages.map((folder) => join(folder, 'dist/index.js')),
  join(demo, 'dist/client/index.html'),
  join(demo, 'dist/server/main.js'),
]
/** Written last: an interrupted build leaves none. */
const stamp = join(demo, 'dist/built-from.txt')

/**
 * Builds the packages' JavaScript, the front end and the server, unless all of it was built from exactly these files.
 * Declarations are left to `pnpm build`: nothing that runs reads them.
 */
export async function buildWhatIsStale() {
  const fingerprint = fingerprintOf(inputs)
  if (outputs.every((file) => existsSync(file)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint)
    return

  process.env.NODE_ENV ??= 'production'
  const { build } = await import('vite')
  // Not emptied: a package's `dist` may hold the declarations of a whole build.
  for (const folder of packages) await build({ ...quiet(folder), build: { emptyOutDir: false } })
  await build(quiet(demo))
  await build({ ...quiet(demo), build: { ssr: 'server/main.ts', outDir: 'dist/server' } })
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, fingerprint)
}

const quiet = (folder) => ({ root: folder, configFile: join(folder, 'vite.config.ts'), logLevel: 'warn' })

/** Path, size and time of each file: a checkout, an edit and a deletion all change it. */
function fingerprintOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesIn).toSorted()) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => filesIn(join(path, entry.name)))
}
