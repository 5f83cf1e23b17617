import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The proofs take minutes, everything else seconds: who starts them last waits for one of them with a core idle. */
class ProofsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /\/(proof|crash)\//.test(moduleId)
    // oxlint-disable-next-line unicorn/no-array-sort -- not an array's
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/** Every package's own Vite configuration names its test project; this file only gathers them. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      'packages/*/vite.config.ts',
      'packages/react/*/vite.config.ts',
      'apps/*/vite.config.ts',
      '.storybook/vite.config.ts',
      '.storybook/vitest.window.config.ts',
    ],
    // Much of what is tested waits for a database, a socket or a timer: a core is not kept free for the runner.
    maxWorkers: '100%',
    sequence: { sequencer: ProofsFirst },
  },
})
