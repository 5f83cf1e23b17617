import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Lists in which every item has to link the test or constant that backs it, by file and by a text in that file. */
const lists = [
  { file: 'README.md', heading: '## What it promises, and where that is tested' },
  { file: 'packages/server/README.md', heading: '## What only the gateway can answer' },
]

/** Documents whose relative links, and paths in backticks, have to exist. */
const documents = [
  '.',
  'apps/demo',
  'packages/server/docs',
  ...readdirSync('packages').map((name) => `packages/${name}`),
]
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.md'))

/** `[file](path), "name of a test"`, or `[constant](path)`. */
const link = /\[`([^`]+)`\]\(([^)]+)\)(?:, "([^"]+)")?/g

const sectionOf = (text, heading) => text.split(`${heading}\n`)[1]?.split(/^## /m)[0] ?? ''
/** The items of a list, without the prose after the list. */
const itemsOf = (section) =>
  section
    .split(/^- /m)
    .slice(1)
    .map((item) => item.split('\n\n')[0])

/** Problems of a list, one sentence each. */
function problemsOf({ file, heading }, text) {
  const items = itemsOf(sectionOf(text, heading))
  if (items.length < 8) return [`${file}: "${heading}" has ${items.length} items. It has to have at least 8.`]
  return items.flatMap((item) => {
    const links = [...item.matchAll(link)]
    if (links.length === 0) return [`${file}: no link in this item: ${item.trim().split('\n')[0]}`]
    return links.flatMap(([, name, path, test]) => {
      const target = join(dirname(file), path)
      if (!existsSync(target)) return [`${file}: there is no ${path}.`]
      const wanted = test ?? (name.endsWith('.ts') ? undefined : name.split('.')[0])
      if (wanted === undefined && name.endsWith('.test.ts')) return [`${file}: name the test in ${path}.`]
      const isThere = wanted === undefined || readFileSync(target, 'utf8').includes(wanted)
      return isThere ? [] : [`${file}: ${path} does not contain "${wanted}".`]
    })
  })
}

/** Relative links, and paths from the root in backticks, that do not exist. */
function deadLinksOf(file) {
  const text = read({ file })
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path]) => join(dirname(file), path))
  const paths = [...text.matchAll(/`((?:packages|apps|\.ci|\.storybook)\/[\w./-]+)`/g)].map(([, path]) => path)
  return [...links, ...paths].filter((path) => !existsSync(path)).map((path) => `${file}: there is no ${path}.`)
}

/** Folders of the packages that the map in CONTRIBUTING.md forgets. */
function unmappedFolders(text) {
  const folders = readdirSync('packages').flatMap((name) =>
    ['src', 'test'].flatMap((part) => {
      const root = join('packages', name, part)
      const entries = existsSync(root) ? readdirSync(root, { withFileTypes: true }) : []
      return entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name))
    }),
  )
  return folders
    .filter((path) => !text.includes(`\`${path}\``))
    .map((path) => `CONTRIBUTING.md: ${path} is not on the map.`)
}

const read = ({ file }) => readFileSync(file, 'utf8')
const map = read({ file: 'CONTRIBUTING.md' })
const problems = [
  ...lists.flatMap((list) => problemsOf(list, read(list))),
  ...documents.flatMap(deadLinksOf),
  ...unmappedFolders(map),
]
for (const problem of problems) console.error(problem)

// Negative controls: each change breaks one item, and the check has to report it.
const [promises] = lists
const breakages = [
  (text) => text.replace('apply-finding.test.ts)', 'gone.test.ts)'),
  (text) => text.replace('and never takes it back"', 'and always takes it back"'),
  (text) => text.replace(/(- \*\*Never takes a success back.*\n) .*\n/, '$1'),
]
const undetected = breakages.filter(
  (apply) => problemsOf(promises, apply(read(promises))).length !== problemsOf(promises, read(promises)).length + 1,
)
if (unmappedFolders(map.replaceAll('packages/server/src/polling`', '`')).length !== unmappedFolders(map).length + 1) {
  undetected.push('a folder that is not on the map')
}
for (const apply of undetected) console.error(`A broken item was not reported: ${String(apply)}`)
console.log(
  `${lists.length} lists of promises, ${documents.length} documents, ${problems.length} broken links, ${breakages.length + 1} negative controls`,
)
process.exit(problems.length + undetected.length === 0 && documents.length > 5 ? 0 : 1)
