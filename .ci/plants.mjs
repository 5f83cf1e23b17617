import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultServerConditions, runnerImport } from 'vite'
import { createVitest } from 'vitest/node'

/**
 * The test of the tests: plants each bug of `test/mutants` in the shipped code, as it is loaded and never on disk, and
 * runs the tests that have to catch it. A bug that survives fails, and so does one whose place is gone. The same tests
 * also run without any bug, and have to pass: else they would catch everything. Where a run has just done that, give
 * its JSON report: `--shipped=<file>`.
 */
const {
  values: { shipped: report },
  positionals: [only],
} = parseArgs({ options: { shipped: { type: 'string' } }, allowPositionals: true })
const server = resolve('packages/server')
const source = (file) => join(server, file)
const everyPlant = (await runnerImport(source('test/mutants/plants.ts'))).module.plants
const plants = everyPlant.filter(({ name }) => only === undefined || name.includes(only))

const problems = plants.flatMap(({ name, file, find }) => {
  const times = readFileSync(source(file), 'utf8').split(find).length - 1
  return times === 1 ? [] : [`"${name}": its text stands ${times} times in ${file}. It has to stand there once.`]
})
if (problems.length > 0) fail(problems.join('\n'))

function planting({ file, find, put }) {
  return {
    name: 'planted-bug',
    enforce: 'pre',
    transform: (code, id) => (id === source(file) ? code.replace(find, () => put) : undefined),
  }
}

const shared = {
  root: server,
  configFile: false,
  ssr: { resolve: { conditions: ['@cardfile/source', ...defaultServerConditions] } },
}
// A file a project: what is transformed for one plant is never seen by another.
const toProject = (name, include, plugins, isolate = true) => ({
  ...shared,
  plugins,
  test: {
    name,
    include,
    environment: 'node',
    isolate,
    // A process for each bug would take longer to start than most need to be caught.
    pool: 'threads',
    hookTimeout: 60_000,
    testTimeout: 60_000,
    retry: 0,
  },
})
const toFile = ({ caughtBy }) => caughtBy.file
const control = 'as shipped'
const projects = [
  // Nothing is planted in any of its files: they share a process, as they do in the suite.
  ...(report === undefined ? [toProject(control, [...new Set(plants.map(toFile))], [], false)] : []),
  ...plants.map((plant) => toProject(plant.name, [toFile(plant)], [planting(plant)])),
]

const vitest = await createVitest(
  'test',
  { watch: false, run: true, config: false, root: server, reporters: [{}], maxWorkers: 2 },
  { ...shared, test: { projects, globalSetup: [source('test/support/global-setup.ts')] } },
)
const started = Date.now()
const toPattern = (names) => new RegExp(names.map((name) => name.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'))
const specifications = vitest.projects.flatMap((project) => {
  const own = project.name === control ? plants : plants.filter(({ name }) => name === project.name)
  return [...new Set(own.map(toFile))].map((file) => {
    const names = own.filter((plant) => toFile(plant) === file).map(({ caughtBy }) => caughtBy.test)
    return project.createSpecification(join(server, file), { testNamePattern: toPattern(names) })
  })
})
const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
const testsOf = (name) =>
  testModules.filter(({ project }) => project.name === name).flatMap((module) => [...module.children.allTests()])
const ranOf = (name) => testsOf(name).filter((test) => test.result().state !== 'skipped')
const failedOf = (name) => ranOf(name).filter((test) => test.result().state === 'failed')

const verdicts = plants.map(({ name, caughtBy }) => {
  if (failedOf(name).length > 0) return { name, isCaught: true }
  const why =
    ranOf(name).length === 0
      ? `no test in ${caughtBy.file} ran that is called "${caughtBy.test}"`
      : `"${caughtBy.test}" passed`
  return { name, isCaught: false, why }
})
// Without any bug every test named here has to run and pass.
const asShipped = report === undefined ? fromControl() : fromReport(JSON.parse(readFileSync(report, 'utf8')))
const toShipped = ({ caughtBy }) =>
  asShipped.filter(({ file, name }) => file === caughtBy.file && name.includes(caughtBy.test))
const sick = [...new Set(plants.flatMap(toShipped))].filter(({ isPassed }) => !isPassed)
const unrun = plants.filter((plant) => toShipped(plant).length === 0)
for (const { name, isCaught, why } of verdicts) console.log(isCaught ? `caught: ${name}` : `SURVIVED: ${name} (${why})`)
for (const { name, why } of sick) console.log(`FAILED without any bug: ${name}: ${why}`)
for (const module of testModules.filter(({ project }) => project.name === control)) {
  for (const { message } of module.errors())
    console.log(`FAILED without any bug: ${module.relativeModuleId}: ${message}`)
}
for (const { caughtBy } of unrun)
  console.log(`FAILED without any bug: nothing ran in ${caughtBy.file} called "${caughtBy.test}"`)
// What a planted bug breaks may also break on its own, after the test that caught it.
if (process.env.DEBUG !== undefined) for (const error of unhandledErrors) console.log(error)

const caught = verdicts.filter(({ isCaught }) => isCaught).length
const survived = verdicts.length - caught + sick.length + unrun.length
mkdirSync('.cache/reports', { recursive: true })
writeFileSync(
  '.cache/reports/plants.json',
  JSON.stringify({ numPassedTests: caught, numFailedTests: survived, testResults: [] }),
)
console.log(`${plants.length} bugs planted, ${caught} caught, in ${((Date.now() - started) / 1000).toFixed(1)} s`)
await vitest.close()
process.exit(survived === 0 && plants.length > 0 ? 0 : 1)

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** What ran beside the planted bugs. */
function fromControl() {
  /** As a pattern of names sees it. */
  const toFullName = ({ name, parent }) => (parent.type === 'suite' ? `${toFullName(parent)} ${name}` : name)
  return ranOf(control).map((test) => ({
    file: relative(server, test.module.moduleId),
    name: toFullName(test),
    isPassed: test.result().state === 'passed',
    why: test.result().errors?.[0]?.message,
  }))
}

/** What a run before this one wrote down. */
function fromReport({ testResults }) {
  return testResults.flatMap(({ name: path, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages }) => ({
        file: relative(server, path),
        name: fullName,
        isPassed: status === 'passed',
        why: failureMessages[0],
      })),
  )
}
