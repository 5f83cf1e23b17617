import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Lists whose every item links to what holds it: a file, and a text in that file. */
const lists = [
  { file: 'README.md', heading: '## What it promises, and where that is tested' },
  { file: 'packages/server/README.md', heading: '## What only the gateway can answer' },
]

/** Documents whose relative links, and paths in backticks, have to lead somewhere. */
const documents = [
  '.',
  'apps/demo',
  'packages/server/docs',
  ...readdirSync('packages').map((name) => `packages/${name}`),
]
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'))

/** `[name](path)`, with the name of a test in quotes after it; or a constant by its own name. */
const link = /\[`([^`]+)`\]\(([^)]+)\)(?:, "([^"]+)")?/g

const sectionOf = (text, heading) => text.split(`${heading}\n`)[1]?.split(/^## /m)[0] ?? ''
/** A list's items, each without the prose that follows the list. */
const itemsOf = (section) =>
  section
    .split(/^- /m)
    .slice(1)
    .map((item) => item.split('\n\n')[0])

/** What is wrong with a list, in sentences. */
function faultsOf({ file, heading }, text) {
  const items = itemsOf(sectionOf(text, heading))
  if (items.length < 8) return [`${file}: "${heading}" has ${items.length} items. It has to have at least 8.`]
  return items.flatMap((item) => {
    const links = [...item.matchAll(link)]
    if (links.length === 0) return [`${file}: no link in this item: ${item.trim().split('\n')[0]}`]
    return links.flatMap(([, name, path, test]) => {
      const target = join(dirname(file), path)
      if (!existsSync(target)) return [`${file}: ${path} is not there.`]
      const wanted = test ?? (name.endsWith('.ts') ? undefined : name.split('.')[0])
      if (wanted === undefined && name.endsWith('.test.ts')) return [`${file}: name the test in ${path}.`]
      const isThere = wanted === undefined || readFileSync(target, 'utf8').includes(wanted)
      return isThere ? [] : [`${file}: ${path} does not contain "${wanted}".`]
    })
  })
}

/** Relative links, and paths from the root in backticks, that lead nowhere. */
function deadLinksOf(file) {
  const text = read({ file })
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path]) => join(dirname(file), path))
  const paths = [...text.matchAll(/`((?:packages|apps|\.ci|\.storybook)\/[\w./-]+)`/g)].map(([, path]) => path)
  return [...links, ...paths].filter((path) => !existsSync(path)).map((path) => `${file}: ${path} is not there.`)
}

const read = ({ file }) => readFileSync(file, 'utf8')
const faults = [...lists.flatMap((list) => faultsOf(list, read(list))), ...documents.flatMap(deadLinksOf)]
for (const fault of faults) console.error(fault)

// The check is checked: it has to find each planted fault.
const [promises] = lists
const trespasses = [
  (text) => text.replace('apply-finding.test.ts)', 'gone.test.ts)'),
  (text) => text.replace('and never takes it back"', 'and always takes it back"'),
  (text) => text.replace(/(- \*\*Never takes a success back.*\n) .*\n/, '$1'),
]
const unseen = trespasses.filter(
  (plant) => faultsOf(promises, plant(read(promises))).length !== faultsOf(promises, read(promises)).length + 1,
)
for (const plant of unseen) console.error(`A broken promise was not seen: ${String(plant)}`)
console.log(
  `${lists.length} lists of promises, ${documents.length} documents, ${faults.length} broken links, ${trespasses.length} planted ones`,
)
process.exit(faults.length + unseen.length === 0 && documents.length > 5 ? 0 : 1)
