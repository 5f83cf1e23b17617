import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import { ensureBrowser } from './browser.mjs'
import { bin, pnpm, run } from './steps.mjs'

const reports = '.cache/reports'
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
process.env.BROWSER_PATH = ensureBrowser()

// Suites that repeat something run a tenth of their repetitions, and all of them in the soak.
const isSoak = process.argv.includes('--soak')
if (isSoak) process.env.CARDFILE_SOAK = '1'

const vitest = (name, ...projects) =>
  run(name, [
    bin('vitest'),
    'run',
    '--config=.ci/vitest.config.ts',
    ...projects.map((project) => `--project=${project}`),
    // In the soak one file can run for a quarter of an hour: the verbose reporter shows each test as it ends.
    `--reporter=${isSoak ? 'verbose' : 'default'}`,
    '--reporter=json',
    `--outputFile.json=${reports}/${name}.json`,
    // Long tests set their own timeout; the others share two cores with them for half an hour.
    ...(isSoak ? ['--testTimeout=120000', '--hookTimeout=120000'] : []),
  ])

// The steps run in sequence: on two cores, a browser and a database slow each other down. Stories spend half of their time
// waiting for timers, so the mutants run beside them at the lowest priority.
const steps = [
  () => run('build', pnpm('build')),
  () => vitest('unit', 'contract', 'server', 'sandbox', 'react', 'react-18', 'react-ssr', 'demo', 'storybook-unit'),
  async () => {
    const ends = await Promise.all([
      vitest('stories', 'storybook', 'react-browser'),
      // The `unit` step has just run the same tests on the unchanged source.
      run('mutants', ['.ci/mutants.mjs', `--unchanged=${reports}/unit.json`], {
        priority: constants.priority.PRIORITY_LOW,
      }),
    ])
    return ends.every((isOk) => isOk)
  },
  () =>
    run('journeys', pnpm('--filter', '@cardfile/demo', 'run', 'test:e2e', '--reporter=list,json'), {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: `${process.cwd()}/${reports}/journeys.json` },
    }),
]
let ok = true
for (const step of steps) ok = (await step()) && ok

/** Counts from a suite's report. A suite without a report counts as a failure. */
function count(name, read) {
  try {
    return read(JSON.parse(readFileSync(`${reports}/${name}.json`, 'utf8')))
  } catch {
    console.error(`${name} left no report.`)
    return { passed: 0, failed: 1 }
  }
}
const fromVitest = ({ numPassedTests, numFailedTests, testResults }) => ({
  passed: numPassedTests,
  // A file that does not load has no tests, and counts as one failure.
  failed:
    numFailedTests +
    testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
})
const fromPlaywright = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky })

const counts = [
  count('unit', fromVitest),
  // A killed mutant counts as passed, a surviving one as failed.
  count('mutants', fromVitest),
  count('stories', fromVitest),
  count('journeys', fromPlaywright),
]
const passed = counts.reduce((sum, each) => sum + each.passed, 0)
const failed = counts.reduce((sum, each) => sum + each.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exit(ok && failed === 0 && passed > 0 ? 0 : 1)
