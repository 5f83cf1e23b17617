import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const oxlint = join(dirname(require.resolve('oxlint/package.json')), 'bin', 'oxlint')

/** Forbidden imports, each planted as a file of its own: a rule that lets one pass does not work. */
const violations = [
  ['packages/contract/src', "import { createCardfile } from '@cardfile/server'\nexport { createCardfile }\n"],
  ['packages/contract/src', "import { readFileSync } from 'node:fs'\nexport { readFileSync }\n"],
  ['packages/react/src', "import { createCardfile } from '@cardfile/server'\nexport { createCardfile }\n"],
  ['packages/server/src', "import { Checkout } from '@cardfile/react'\nexport { Checkout }\n"],
  ['packages/server/src/payments', "import { readFileSync } from 'node:fs'\nexport { readFileSync }\n"],
  ['packages/server/src/payments', "import { createSandbox } from '@cardfile/sandbox'\nexport { createSandbox }\n"],
  ['packages/sandbox/src', "import { moneySchema } from '@cardfile/contract'\nexport { moneySchema }\n"],
  ['packages/sandbox/src', "import { moneySchema } from '../../contract/src/money.ts'\nexport { moneySchema }\n"],
].map(([folder, source], number) => ({ path: join(folder, `planted-${number}.ts`), source }))

/** The linter's findings in these paths, which are relative to `cwd`, where its configuration is. */
function lint(cwd, ...paths) {
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json', ...paths], { cwd, encoding: 'utf8' })
  return JSON.parse(stdout)
}

/** Plants every violation beside a copy of the configuration, outside the working tree, and returns those that pass. */
function findPassing() {
  const copy = mkdtempSync(join(tmpdir(), 'cardfile-boundaries-'))
  try {
    cpSync('.oxlintrc.json', join(copy, '.oxlintrc.json'))
    for (const { path, source } of violations) {
      mkdirSync(join(copy, dirname(path)), { recursive: true })
      writeFileSync(join(copy, path), source)
    }
    const refused = lint(copy, 'packages').diagnostics.filter(({ code }) => code.includes('no-restricted-imports'))
    return violations.filter(({ path }) => !refused.some(({ filename }) => filename.endsWith(path)))
  } finally {
    rmSync(copy, { recursive: true })
  }
}

const passing = findPassing()
for (const { path, source } of passing)
  console.error(`The boundary rules let this pass in ${dirname(path)}:\n${source}`)

const { diagnostics, number_of_files: files } = lint('.', 'packages')
const crossings = diagnostics.filter(({ code }) => /no-restricted-imports|no-cycle/.test(code))
for (const { filename, message } of crossings) console.error(`${filename}: ${message}`)
if (files < 50) console.error(`Only ${files} files were linted. The boundary check does not read the sources.`)
console.log(`${files} files, ${crossings.length} crossings, ${violations.length} planted ones`)
process.exit(passing.length > 0 || crossings.length > 0 || files < 50 ? 1 : 0)
