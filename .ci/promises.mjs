import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Tables whose every row names where it is held, by file and by a text in that file. */
const tables = [
  { file: 'README.md', heading: '## What it promises, and where that is tested' },
  { file: 'packages/server/README.md', heading: '## What only the gateway can answer' },
]

/** `[name](path)`, with the name of a test in quotes after it; or a constant by its own name. */
const link = /\[`([^`]+)`\]\(([^)]+)\)(?:, "([^"]+)")?/g

const sectionOf = (text, heading) => text.split(`${heading}\n`)[1]?.split(/^## /m)[0] ?? ''
const rowsOf = (section) => section.split('\n').filter((line) => /^\| (?!promise |question |-)/.test(line))

/** What is wrong with a table, in sentences. */
function faultsOf({ file, heading }, text) {
  const rows = rowsOf(sectionOf(text, heading))
  if (rows.length < 8) return [`${file}: "${heading}" has ${rows.length} rows. It has to have at least 8.`]
  return rows.flatMap((row) => {
    const links = [...row.matchAll(link)]
    if (links.length === 0) return [`${file}: nothing holds this row: ${row.trim()}`]
    return links.flatMap(([, name, path, test]) => {
      const target = join(dirname(file), path)
      if (!existsSync(target)) return [`${file}: ${path} is not there.`]
      const wanted = test ?? (name.endsWith('.ts') ? undefined : name.split('.')[0])
      if (wanted === undefined && name.endsWith('.test.ts')) return [`${file}: say which test in ${path}.`]
      const isThere = wanted === undefined || readFileSync(target, 'utf8').includes(wanted)
      return isThere ? [] : [`${file}: ${path} holds nothing called "${wanted}".`]
    })
  })
}

const read = ({ file }) => readFileSync(file, 'utf8')
const faults = tables.flatMap((table) => faultsOf(table, read(table)))
for (const fault of faults) console.error(fault)

// A check that finds nothing has to find what is planted.
const [promises] = tables
const trespasses = [
  (text) => text.replace('apply-finding.test.ts)', 'gone.test.ts)'),
  (text) => text.replace('and never takes it back"', 'and always takes it back"'),
  (text) => text.replace(/(\| Never takes a success back[^|]*\|).*/, '$1 nobody |'),
]
const unseen = trespasses.filter(
  (plant) => faultsOf(promises, plant(read(promises))).length !== faultsOf(promises, read(promises)).length + 1,
)
for (const plant of unseen) console.error(`A broken promise was not seen: ${String(plant)}`)
console.log(`${tables.length} tables of promises, ${faults.length} broken links, ${trespasses.length} planted ones`)
process.exit(faults.length + unseen.length === 0 ? 0 : 1)
