import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

beforeAll(() => {
  if (!existsSync(join(root, 'dist', 'index.js'))) throw new Error('There is no dist. Build first: pnpm build.')
})

/** Every module of the package that a built file imports, directly or not, and every package that those import statically. */
function reach(file: string, seen = new Set<string>(), outside = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return outside
  seen.add(file)
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^'"]*['"]([^'"]+)['"]/gm)) {
    if (from.startsWith('.')) reach(resolve(dirname(file), from), seen, outside)
    else outside.add(from)
  }
  return outside
}

describe('what is published', () => {
  it('runs its handler on any runtime with fetch: it imports no Node module, no driver and no kit', () => {
    const outside = [...reach(join(root, 'dist', 'index.js'))]
    expect(outside).toContain('hono')
    expect(
      outside.filter((name) =>
        /^(node:|pg$|@electric-sql|undici|@hono\/node-server|react|@cardfile\/(react|sandbox))/.test(name),
      ),
    ).toEqual([])
  })

  it.each(['contract', 'react', 'server', 'sandbox'])(
    'publishes every entry of %s, as a file that the build wrote',
    (name) => {
      const folder = join(root, '..', name)
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        exports: Record<string, unknown>
        publishConfig: { exports: Record<string, null | string | { types: string; default: string }> }
      }
      const { exports: published } = manifest.publishConfig
      expect(Object.keys(published)).toEqual(Object.keys(manifest.exports))
      const files = Object.values(published)
        .flatMap((entry) => (typeof entry === 'string' ? entry : Object.values(entry ?? {})))
        .filter((path) => !path.includes('*'))
      // Declarations are written by `pnpm build`, and not by the demo's start.
      expect(files.filter((path) => !path.endsWith('.d.ts') && !existsSync(join(folder, path)))).toEqual([])
    },
  )

  it('has no install script', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([])
  })
})

// Each command starts a process with an embedded Postgres, which takes seconds on a busy machine.
describe('the command line', { timeout: 60_000 }, () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cardfile-cli-'))
    const server = (file: string) => JSON.stringify(pathToFileURL(join(root, 'dist', file)).href)
    writeFileSync(
      join(folder, 'shop.mjs'),
      `import { createCardfile } from ${server('index.js')}
       import { embeddedDatabase } from ${server('embedded.js')}
       export const cardfile = createCardfile({
         gateway: { apiKey: 'test_key', mode: 'test', baseUrl: 'http://127.0.0.1:9' },
         database: embeddedDatabase(${JSON.stringify(join(folder, 'data'))}),
         secret: 'a secret that only tests of this repository know',
         publicUrl: 'http://shop.test/api/cardfile',
         returnTo: () => '/',
         identify: () => null,
         loadCheckout: () => null,
       })`,
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const cardfile = (...args: string[]) =>
    run(process.execPath, [join(root, 'bin', 'cardfile.js'), ...args], { cwd: folder }).catch(
      (error: { stderr: string }) => ({ stdout: '', stderr: error.stderr }),
    )

  it('migrates and reconciles the shop of the given module', async () => {
    expect((await cardfile('migrate', '--app', './shop.mjs')).stdout).toBe('The tables are up to date.\n')
    expect((await cardfile('reconcile', '--app', './shop.mjs')).stdout).toContain('Checked 0 payments')
  })

  it('erases a customer, known or not', async () => {
    const { stdout } = await cardfile('erase-customer', '--app', './shop.mjs', 'ada')
    expect(stdout).toBe('Removed 0 cards. Open payments will not save one.\n')
  })

  it('fails a build whose wiring loses payments, and reports the same as text and as JSON', async () => {
    const examine = async (...flags: string[]) => {
      const args = [join(root, 'bin', 'cardfile.js'), 'doctor', '--app', './shop.mjs', ...flags]
      return run(process.execPath, args, { cwd: folder }).catch((error: { code: number; stdout: string }) => error)
    }
    const report = await examine()
    expect(report).toMatchObject({ code: 1, stdout: expect.stringContaining('error gateway-unreachable: ') as string })
    expect(report.stdout).toContain('PCI DSS: the wiring implies SAQ A.')
    const data = JSON.parse((await examine('--json')).stdout) as { diagnostics: { code: string }[]; isFine: boolean }
    expect(data.isFine).toBe(false)
    for (const { code } of data.diagnostics) expect(report.stdout).toContain(` ${code}: `)
  })

  it.each([
    [['reconcile'], 'Name your module'],
    [['explode', '--app', './shop.mjs'], 'Unknown command `explode`'],
    [['resolve', '--app', './shop.mjs'], 'Name the payment'],
    [['erase-customer', '--app', './shop.mjs'], 'Name the customer'],
    [['reconcile', '--app', './shop.mjs', '--fast'], '--fast'],
  ])('names what is missing from `cardfile %j`', async (args, sentence) => {
    expect((await cardfile(...args)).stderr).toContain(sentence)
  })
})
