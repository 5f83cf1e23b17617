// Prints what the built kit costs a shop: minified, brotli, without React and react-query, and fails where that is more
// than it may be. `node sizes.mjs [entry]` lists the modules of one entry, the largest first. Needs the builds of contract
// and react. size-limit would not do: it counts what is loaded later, with a press or a dialog, as if it came first.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const languages = readdirSync(`${root}dist/messages`).filter((file) => /^[a-z]{2}\.js$/.test(file))
const budgets = { button: 3500, checkout: 8300, manager: 4000, styles: 2000 }
/** Greek, Bulgarian and Ukrainian need all of it: they write two bytes a letter. */
const languageBudget = 1200
const entries = {
  button: `export { PayWithSavedCardButton, CardfileProvider } from './dist/index.js'`,
  checkout: `export { Checkout, CardfileProvider } from './dist/index.js'`,
  manager: `export { SavedCardManager, CardfileProvider } from './dist/index.js'`,
  styles: `import './dist/styles.css'`,
  ...Object.fromEntries(languages.map((file) => [file, `export * from './dist/messages/${file}'`])),
}
const sizeOf = ({ code, source }) => brotliCompressSync(Buffer.from(code ?? source)).length

for (const [name, source] of Object.entries(entries)) {
  const { output } = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      // As a server build, only because that brings no preload helper: a shop's bundle has one of its own.
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
  const first = new Set(
    output.filter(({ fileName, isEntry }) => (name === 'styles' ? fileName.endsWith('.css') : isEntry)),
  )
  // A set grows while it is walked: what the entry imports, and what that imports.
  for (const { imports = [] } of first) {
    for (const file of output) if (imports.includes(file.fileName)) first.add(file)
  }
  const size = [...first].reduce((sum, file) => sum + sizeOf(file), 0)
  const later = output.filter((file) => file.type === 'chunk' && !first.has(file)).map(sizeOf)
  const budget = budgets[name] ?? languageBudget
  if (size > budget) process.exitCode = 1
  const verdict = size > budget ? `, over its budget of ${budget} B` : ''
  process.stdout.write(
    `${name.padEnd(9)} ${size} B${verdict}${later.length > 0 ? `, later ${later.join(' + ')} B` : ''}\n`,
  )
  if (process.argv[2] !== name) continue
  const modules = [...first].flatMap((file) => Object.entries(file.modules ?? {}))
  for (const [id, { renderedLength }] of modules.toSorted((a, b) => b[1].renderedLength - a[1].renderedLength)) {
    process.stdout.write(`  ${String(renderedLength).padStart(6)} ${id.replace(/.*(node_modules|packages)\//, '')}\n`)
  }
}
