import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import { ensureBrowser } from './browser.mjs'
import { bin, pnpm, run } from './steps.mjs'

const reports = '.cache/reports'
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
process.env.BROWSER_PATH = ensureBrowser()

// Every suite with a count runs a tenth of it, and the whole of it in the soak.
const isSoak = process.argv.includes('--soak')
if (isSoak) process.env.CARDFILE_SOAK = '1'

const vitest = (name, ...projects) =>
  run(name, [
    bin('vitest'),
    'run',
    '--config=.ci/vitest.config.ts',
    ...projects.map((project) => `--project=${project}`),
    // In the soak one file may run for a quarter of an hour: each test is shown as it ends.
    `--reporter=${isSoak ? 'verbose' : 'default'}`,
    '--reporter=json',
    `--outputFile.json=${reports}/${name}.json`,
    // The long ones say themselves how long; the others share two cores with them for half an hour.
    ...(isSoak ? ['--testTimeout=120000', '--hookTimeout=120000'] : []),
  ])

// One after the other: on two cores a browser and a database beside each other only make both late. Stories wait for
// timers half of the time, in which the planted bugs, behind everything else, keep nobody waiting.
const steps = [
  () => run('build', pnpm('build')),
  () => vitest('unit', 'contract', 'server', 'sandbox', 'react', 'react-18', 'react-ssr', 'demo', 'storybook-unit'),
  async () => {
    const ends = await Promise.all([
      vitest('stories', 'storybook', 'react-browser'),
      // The tests that catch them have just run without any.
      run('plants', ['.ci/plants.mjs', `--shipped=${reports}/unit.json`], {
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

/** What a report says, from the report itself; a suite without one counts as a failure. */
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
  // A file that could not be loaded fails without a test of its own.
  failed:
    numFailedTests +
    testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
})
const fromPlaywright = ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky })

const counts = [
  count('unit', fromVitest),
  // A planted bug that was caught counts as passed, one that survived as failed.
  count('plants', fromVitest),
  count('stories', fromVitest),
  count('journeys', fromPlaywright),
]
const passed = counts.reduce((sum, each) => sum + each.passed, 0)
const failed = counts.reduce((sum, each) => sum + each.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exit(ok && failed === 0 && passed > 0 ? 0 : 1)
