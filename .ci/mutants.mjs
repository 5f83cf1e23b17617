import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultServerConditions, runnerImport } from 'vite'
import { createVitest } from 'vitest/node'

/**
 * Mutation testing: puts each bug of `packages/server/test/mutants` into the source as it is loaded, never on disk, and
 * runs the tests that have to kill it. A mutant that survives is a failure, and so is one whose original text is gone. The
 * same tests also have to pass on the unchanged source: a test that always fails would kill every mutant. Pass
 * `--unchanged=<file>` with the JSON report of a run that has just done that to skip it here.
 */
const {
  values: { unchanged: report },
  positionals: [only],
} = parseArgs({ options: { unchanged: { type: 'string' } }, allowPositionals: true })
const server = resolve('packages/server')
const source = (file) => join(server, file)
const allMutants = (await runnerImport(source('test/mutants/mutants.ts'))).module.mutants
const mutants = allMutants.filter(({ name }) => only === undefined || name.includes(only))

const problems = mutants.flatMap(({ name, file, find }) => {
  const times = readFileSync(source(file), 'utf8').split(find).length - 1
  return times === 1 ? [] : [`"${name}": its text occurs ${times} times in ${file}. It has to occur once.`]
})
if (problems.length > 0) fail(problems.join('\n'))

function mutate({ file, find, replacement }) {
  return {
    name: 'mutant',
    enforce: 'pre',
    transform: (code, id) => (id === source(file) ? code.replace(find, () => replacement) : undefined),
  }
}

const shared = {
  root: server,
  configFile: false,
  ssr: { resolve: { conditions: ['@cardfile/source', ...defaultServerConditions] } },
}
// One project per mutant: no module transformed for one mutant reaches another.
const toProject = (name, include, plugins, isolate = true) => ({
  ...shared,
  plugins,
  test: {
    name,
    include,
    environment: 'node',
    isolate,
    // Most mutants are killed faster than a process starts.
    pool: 'threads',
    hookTimeout: 60_000,
    testTimeout: 60_000,
    retry: 0,
  },
})
const toFile = ({ killedBy }) => killedBy.file
const control = 'unchanged'
const projects = [
  // The unchanged files can share a process, as they do in the suite.
  ...(report === undefined ? [toProject(control, [...new Set(mutants.map(toFile))], [], false)] : []),
  ...mutants.map((mutant) => toProject(mutant.name, [toFile(mutant)], [mutate(mutant)])),
]

const vitest = await createVitest(
  'test',
  { watch: false, run: true, config: false, root: server, reporters: [{}], maxWorkers: 2 },
  { ...shared, test: { projects, globalSetup: [source('test/support/global-setup.ts')] } },
)
const started = Date.now()
const toPattern = (names) => new RegExp(names.map((name) => name.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'))
const specifications = vitest.projects.flatMap((project) => {
  const own = project.name === control ? mutants : mutants.filter(({ name }) => name === project.name)
  return [...new Set(own.map(toFile))].map((file) => {
    const names = own.filter((mutant) => toFile(mutant) === file).map(({ killedBy }) => killedBy.test)
    return project.createSpecification(join(server, file), { testNamePattern: toPattern(names) })
  })
})
const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications)
const testsOf = (name) =>
  testModules.filter(({ project }) => project.name === name).flatMap((module) => [...module.children.allTests()])
const ranOf = (name) => testsOf(name).filter((test) => test.result().state !== 'skipped')
const failedOf = (name) => ranOf(name).filter((test) => test.result().state === 'failed')

const verdicts = mutants.map(({ name, killedBy }) => {
  if (failedOf(name).length > 0) return { name, isKilled: true }
  const why =
    ranOf(name).length === 0
      ? `no test in ${killedBy.file} ran that is called "${killedBy.test}"`
      : `"${killedBy.test}" passed`
  return { name, isKilled: false, why }
})
// On the unchanged source every test named by a mutant has to run and pass.
const unchanged = report === undefined ? fromControl() : fromReport(JSON.parse(readFileSync(report, 'utf8')))
const toUnchanged = ({ killedBy }) =>
  unchanged.filter(({ file, name }) => file === killedBy.file && name.includes(killedBy.test))
const broken = [...new Set(mutants.flatMap(toUnchanged))].filter(({ isPassed }) => !isPassed)
const missing = mutants.filter((mutant) => toUnchanged(mutant).length === 0)
for (const { name, isKilled, why } of verdicts) console.log(isKilled ? `killed: ${name}` : `SURVIVED: ${name} (${why})`)
for (const { name, why } of broken) console.log(`FAILED on the unchanged source: ${name}: ${why}`)
for (const module of testModules.filter(({ project }) => project.name === control)) {
  for (const { message } of module.errors())
    console.log(`FAILED on the unchanged source: ${module.relativeModuleId}: ${message}`)
}
for (const { killedBy } of missing)
  console.log(`FAILED on the unchanged source: no test in ${killedBy.file} is called "${killedBy.test}"`)
// A mutant can also cause errors outside its tests, after it was killed: they are noise unless you debug.
if (process.env.DEBUG !== undefined) for (const error of unhandledErrors) console.log(error)

const killed = verdicts.filter(({ isKilled }) => isKilled).length
const failures = verdicts.length - killed + broken.length + missing.length
mkdirSync('.cache/reports', { recursive: true })
writeFileSync(
  '.cache/reports/mutants.json',
  JSON.stringify({ numPassedTests: killed, numFailedTests: failures, testResults: [] }),
)
console.log(`${mutants.length} mutants, ${killed} killed, in ${((Date.now() - started) / 1000).toFixed(1)} s`)
await vitest.close()
process.exit(failures === 0 && mutants.length > 0 ? 0 : 1)

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** The tests that this run has run on the unchanged source. */
function fromControl() {
  /** The full name, as a test name pattern sees it. */
  const toFullName = ({ name, parent }) => (parent.type === 'suite' ? `${toFullName(parent)} ${name}` : name)
  return ranOf(control).map((test) => ({
    file: relative(server, test.module.moduleId),
    name: toFullName(test),
    isPassed: test.result().state === 'passed',
    why: test.result().errors?.[0]?.message,
  }))
}

/** The tests of an earlier run, from its JSON report. */
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
