// Prints what the built kit adds to a shop's bundle: minified, brotli, without React and react-query. Fails over a budget, and
// where paying needs a chunk that is loaded later: a deploy could have deleted it while a customer reads the page.
// `node sizes.mjs [entry]` lists the modules of one entry, the largest first. Needs the builds of contract and react.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const languages = readdirSync(`${root}dist/messages`).filter((file) => /^[a-z]{2}\.js$/.test(file))
const budgets = { button: 12_600, checkout: 12_150, manager: 6050, styles: 2200 }
/** Greek, Bulgarian and Ukrainian need all of it: their letters take two bytes. */
const languageBudget = 1200
const entries = {
  button: `export { PayWithSavedCardButton, CardfileProvider } from './dist/index.js'`,
  checkout: `export { Checkout, CardfileProvider } from './dist/index.js'`,
  manager: `export { SavedCardManager, CardfileProvider } from './dist/index.js'`,
  styles: `import './dist/styles.css'`,
  ...Object.fromEntries(languages.map((file) => [file, `export * from './dist/messages/${file}'`])),
}
/** Modules that may load later, by entry: none of them is on the way to paying. */
const lazy = { manager: /\/cards\/(update|remove)-card-dialog\.js$/ }

const sizeOf = ({ code, source }) => brotliCompressSync(Buffer.from(code ?? source)).length

/** Bundles one entry as a shop would. */
async function bundle(source) {
  const { output } = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      // A server build has no preload helper, which a shop's own bundle has anyway.
      ssr: true,
      minify: true,
      ssrEmitAssets: true,
      rolldownOptions: {
        input: 'virtual-entry',
        preserveEntrySignatures: 'allow-extension',
        external: [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack\//],
      },
    },
    ssr: { noExternal: true, target: 'node' },
    plugins: [
      {
        name: 'virtual-entry',
        enforce: 'pre',
        resolveId: (id) => (id === 'virtual-entry' ? `${root}virtual-entry.js` : undefined),
        load: (id) => (id === `${root}virtual-entry.js` ? source : undefined),
      },
    ],
  })
  return output
}

/** The files of the first load: the entry, everything it imports statically, and its style sheet. */
function firstLoadOf(output) {
  const first = new Set(output.filter(({ fileName, isEntry }) => isEntry || fileName.endsWith('.css')))
  // A set grows while it is iterated.
  for (const { imports = [] } of first) {
    for (const file of output) if (imports.includes(file.fileName)) first.add(file)
  }
  return [...first]
}

for (const [name, source] of Object.entries(entries)) {
  const output = await bundle(source)
  const first = firstLoadOf(output).filter(({ fileName }) => name !== 'styles' || fileName.endsWith('.css'))
  const later = output.filter((file) => file.type === 'chunk' && file.isDynamicEntry)
  const size = first.reduce((sum, file) => sum + sizeOf(file), 0)
  const budget = budgets[name] ?? languageBudget
  const problems = later
    .filter(({ facadeModuleId }) => !lazy[name]?.test(facadeModuleId))
    .map(({ facadeModuleId }) => `${facadeModuleId.replace(/.*dist/, 'dist')} must not be loaded later`)
  if (size > budget) problems.push(`over its budget of ${budget} B`)
  if (problems.length > 0) process.exitCode = 1
  const facts = [`${size} B`, ...later.map((file) => `later ${sizeOf(file)} B (${file.name})`), ...problems]
  process.stdout.write(`${name.padEnd(9)} ${facts.join(', ')}\n`)
  if (process.argv[2] !== name) continue
  const modules = first.flatMap((file) => Object.entries(file.modules ?? {}))
  for (const [id, { renderedLength }] of modules.toSorted((a, b) => b[1].renderedLength - a[1].renderedLength)) {
    process.stdout.write(`  ${String(renderedLength).padStart(6)} ${id.replace(/.*(node_modules|packages)\//, '')}\n`)
  }
}
