import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Bundles the process that the tests kill from the current sources: Node 20 runs no TypeScript, and `dist` may be stale. The
 * bundle lies inside the package so that it resolves the package's dependencies, in a folder of its own so that parallel
 * test runs do not overwrite each other's.
 */
export async function buildChild(): Promise<{ readonly script: string; remove(): void }> {
  const cache = join(root, '.cache')
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'crash-'))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: [/^@cardfile\//], resolve: { conditions: ['@cardfile/source'] } },
    build: {
      ssr: join(root, 'test', 'crash', 'child.ts'),
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'child.js' } },
    },
  })
  return { script: join(outDir, 'child.js'), remove: () => rmSync(outDir, { recursive: true, force: true }) }
}
