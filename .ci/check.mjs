import { existsSync } from 'node:fs'
import { bin, pnpm, run } from './steps.mjs'

const packages = ['contract', 'react', 'server', 'sandbox']
const typed = [...packages.map((name) => `packages/${name}`), 'apps/demo', '.storybook', '.ci'].flatMap((folder) =>
  // The demo has a project each for browser and server.
  [`${folder}/tsconfig.json`, `${folder}/src/tsconfig.json`, `${folder}/server/tsconfig.json`].filter((path) =>
    existsSync(path),
  ),
)

const steps = [
  () => run('build', pnpm('build')),
  ...typed.map((project) => () => run(`types ${project}`, [bin('typescript', 'tsc'), '-p', project])),
  () => run('lint', [bin('oxlint'), '--type-aware', '--deny-warnings']),
  () => run('boundaries', ['.ci/boundaries.mjs']),
  () => run('rooms', ['.ci/rooms.mjs']),
  () => run('promises', ['.ci/promises.mjs']),
  () => run('bundles', ['.ci/bundles.mjs']),
  () => run('format', [bin('oxfmt'), '--check', '.']),
  () => run('unused', [bin('knip')]),
  () => run('sizes', ['packages/react/sizes.mjs']),
  ...packages.flatMap((name) => [
    () => run(`publint ${name}`, pnpm('--dir', `packages/${name}`, 'exec', 'publint', '--strict')),
    () =>
      run(
        `types as published ${name}`,
        pnpm(
          '--dir',
          `packages/${name}`,
          'exec',
          'attw',
          '--pack',
          '.',
          '--profile',
          'esm-only',
          '--exclude-entrypoints',
          'styles.css',
        ),
      ),
  ]),
]
let ok = true
for (const step of steps) ok = (await step()) && ok
process.exit(ok ? 0 : 1)
