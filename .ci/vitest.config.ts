import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Groups of test files by duration, the longest first. A long file started last would leave one core idle. */
const longest = [/\.storybook\/build\//, /packages\/server\/test\//, /packages\/server\//]

/** Starts the longest files first. The files of one package, which share a process, stay together. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const toRank = ({ moduleId }: TestSpecification) => {
      const rank = longest.findIndex((pattern) => pattern.test(moduleId))
      return rank === -1 ? longest.length : rank
    }
    // oxlint-disable-next-line unicorn/no-array-sort -- not an array's
    const sorted = await super.sort(files)
    return sorted.toSorted((one, other) => toRank(one) - toRank(other))
  }
}

/** Every package's own Vite configuration names its test project; this file only gathers them. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      'packages/*/vite.config.ts',
      'packages/react/test/*/vite.config.ts',
      'apps/*/vite.config.ts',
      '.storybook/vite.config.ts',
      '.storybook/vitest.unit.config.ts',
    ],
    // Many tests wait for a database, a socket or a timer, so no core is kept free for the runner.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
  },
})
