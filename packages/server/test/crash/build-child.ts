import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Makes the process that is killed out of the sources as they are: Node 20 runs no TypeScript, and a `dist` may be
 * older than what is tested. It lies inside the package, so that it finds the package's dependencies; in a folder of its
 * own, so that two runs of the tests beside each other do not take it from one another.
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
