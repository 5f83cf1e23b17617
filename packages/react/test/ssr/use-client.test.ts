import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const sources = Object.entries(
  import.meta.glob<string>(
    ['../../src/*/*.{ts,tsx}', '!../../src/**/*.{test,test-d,stories}.*', '!../../src/{examples,testing}/**'],
    { query: '?raw', import: 'default', eager: true },
  ),
)
const isMarked = (source: string) => source.startsWith(`'use client'`) || source.startsWith(`"use client"`)
/** Hooks, contexts and components need the directive. A server component may call everything else. */
const runsInBrowser = (source: string) =>
  /\buse[A-Z]\w*\(|\bcreateContext\b|\bforwardRef\b|\bmemo\(|<\w+[\s>/][^;]*\/>/.test(source)

it('finds the sources', () => {
  expect(sources.length).toBeGreaterThan(40)
})

it.each(sources)('is marked "use client" if and only if it has hooks or components: %s', (_, source) => {
  expect(isMarked(source)).toBe(runsInBrowser(source))
})

const root = join(import.meta.dirname, '../..')
const built = Object.values(manifest.publishConfig.exports).flatMap((entry) => {
  if (entry === null || typeof entry === 'string' || !entry.default.endsWith('.js')) return []
  const folder = dirname(entry.default)
  const name = basename(entry.default)
  const files = name === '*.js' ? readdirSync(join(root, folder)).filter((file) => file.endsWith('.js')) : [name]
  return files.map((file) => pathToFileURL(join(root, folder, file)).href)
})

it('keeps the directive in the built files', () => {
  expect(existsSync(join(root, 'dist/index.js')), 'Run `pnpm build` first: this test reads the build.').toBe(true)
  const wrong = sources.filter(([path, source]) => {
    const file = join(root, 'dist', path.replace('../../src/', '').replace(/\.tsx?$/, '.js'))
    // A file of types alone has no build output.
    return existsSync(file) && isMarked(readFileSync(file, 'utf8')) !== isMarked(source)
  })
  expect(wrong.map(([path]) => path)).toEqual([])
})

it('builds files that load without a window, in Node and in a worker', () => {
  const imports = built.map((file) => `await import(${JSON.stringify(file)})`).join('\n')
  const script = `
    import { Worker } from 'node:worker_threads'
    ${imports}
    const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(imports)})))
    worker.once('exit', (code) => console.log(typeof window, code))`
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect(output).toBe('undefined 0\n')
})
