import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'

const require = createRequire(import.meta.url)
const oxlint = join(dirname(require.resolve('oxlint/package.json')), 'bin', 'oxlint')

/** What must not be possible, as files that try it. Each has to be refused, or the rules have stopped looking. */
const trespasses = [
  [
    'packages/contract/src/planted.ts',
    "import { createCardfile } from '@cardfile/server'\nexport { createCardfile }\n",
  ],
  ['packages/contract/src/planted.ts', "import { readFileSync } from 'node:fs'\nexport { readFileSync }\n"],
  ['packages/react/src/planted.ts', "import { createCardfile } from '@cardfile/server'\nexport { createCardfile }\n"],
  ['packages/server/src/planted.ts', "import { Checkout } from '@cardfile/react'\nexport { Checkout }\n"],
  ['packages/server/src/payments/planted.ts', "import { readFileSync } from 'node:fs'\nexport { readFileSync }\n"],
  [
    'packages/server/src/payments/planted.ts',
    "import { createSandbox } from '@cardfile/sandbox'\nexport { createSandbox }\n",
  ],
  [
    'packages/server/src/payments/planted.ts',
    "import { createCostplusGateway } from '../gateway/costplus/costplus-gateway.ts'\nexport { createCostplusGateway }\n",
  ],
  ['packages/sandbox/src/planted.ts', "import { moneySchema } from '@cardfile/contract'\nexport { moneySchema }\n"],
  [
    'packages/sandbox/src/planted.ts',
    "import { moneySchema } from '../../contract/src/money.ts'\nexport { moneySchema }\n",
  ],
]

const lint = (...paths) => {
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json', ...paths], { encoding: 'utf8' })
  return JSON.parse(stdout)
}

let failed = false
for (const [path, source] of trespasses) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, source)
  const { diagnostics } = lint(path)
  rmSync(path)
  if (diagnostics.some(({ code }) => code.includes('no-restricted-imports'))) continue
  failed = true
  console.error(`The boundary rules let this pass in ${path}:\n${source}`)
}

const { diagnostics, number_of_files: files } = lint('packages')
const crossings = diagnostics.filter(({ code }) => /no-restricted-imports|no-cycle/.test(code))
for (const { filename, message } of crossings) console.error(`${filename}: ${message}`)
if (files < 50) console.error(`Only ${files} files were seen: the boundary check is not looking at the sources.`)
console.log(`${files} files, ${crossings.length} crossings, ${trespasses.length} planted ones`)
process.exit(failed || crossings.length > 0 || files < 50 ? 1 : 0)
