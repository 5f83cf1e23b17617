import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync, Visitor } from 'vite'

/**
 * The rooms of each package's `src`, lowest first. A file imports only from its own room and from those above it in this
 * list; an import of a type counts. A file listed by its own path is a room apart from its folder, so it can stand lower
 * or higher.
 */
const ROOMS = {
  contract: [
    'card-states.ts',
    'statuses.ts',
    'languages.ts',
    'cvc.ts',
    'idempotency-key-header.ts',
    'safe-url.ts',
    'money.ts',
    'format-money.ts',
    'same-money.ts',
    'saved-card.ts',
    'payment.ts',
    'checkout.ts',
    'health.ts',
    'pay.ts',
    'problem.ts',
    'routes.ts',
    'index.ts',
    'conformance',
  ],
  server: [
    'setup-error.ts',
    'problem-error.ts',
    'read-capped.ts',
    'to-count.ts',
    'state-machine',
    'secrets',
    'log',
    'store',
    'gateway',
    'gateway/costplus',
    'events/event.ts',
    'rate-limits/rate-limit.ts',
    'options.ts',
    'context.ts',
    'open-context.ts',
    'consent',
    'events',
    'rate-limits',
    'cards',
    'payments',
    'polling',
    'checkouts',
    'paying',
    'http',
    'doctor',
    'cardfile.ts',
    'index.ts',
    'node.ts',
    'next.ts',
    'embedded.ts',
    'cli.ts',
  ],
  react: [
    'client',
    'queries',
    'flow',
    'messages',
    'provider',
    'primitives',
    'cards',
    'state',
    'cvc',
    'status',
    'pay',
    'cards/update-card-dialog.tsx',
    'cards/saved-card-manager.tsx',
    'checkout',
    'one-click',
    'testing',
    'examples',
    'stories.ts',
    'index.ts',
  ],
  sandbox: [
    'clock',
    'project',
    'card',
    'scenario',
    'http',
    'store',
    'payment',
    'wire',
    'webhook',
    'engine',
    'api',
    'hosted-page',
    'control',
    'dashboard',
    'sandbox',
    'server',
    'index.ts',
    'node.ts',
    'cli.ts',
  ],
}

/** Rooms below this one may be imported by the named ones only: the rest of the server speaks to a gateway through its port. */
const PRIVATE = { server: { below: 'gateway/', importers: ['open-context.ts'] } }

/** Whether only the importers of `PRIVATE` may import a room. */
const isPrivate = (name, room) => PRIVATE[name] !== undefined && room?.startsWith(PRIVATE[name].below) === true

const isTest = /\.(test|test-d|stories)\.tsx?$/

/** Every published source file of a package, with its imports. */
function readSources(name) {
  const root = posix.join('packages', name, 'src')
  const paths = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : []
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !isTest.test(path))
    .map((path) => toFile(path, readFileSync(posix.join(root, path), 'utf8')))
}

/** Every relative import of a file, resolved against `src`: static, dynamic, re-exported, and of types alone. */
function findImports(path, text) {
  const found = []
  const add = ({ source }) => {
    if (source?.value?.startsWith?.('.')) found.push(posix.join(posix.dirname(path), source.value))
  }
  const visitor = new Visitor({
    ImportDeclaration: add,
    ImportExpression: add,
    ExportAllDeclaration: add,
    ExportNamedDeclaration: add,
    TSImportType: add,
  })
  visitor.visit(parseSync(path, text).program)
  return found
}

/** Every import in these files that breaks the order, as a sentence. */
function findViolations(name, files) {
  const rooms = ROOMS[name]
  const toRoom = (path) =>
    rooms.filter((room) => path === room || path.startsWith(`${room}/`)).toSorted((a, b) => b.length - a.length)[0]
  return files.flatMap(({ path, imports }) => {
    const room = toRoom(path)
    // A folder in a folder is a room of its own.
    const nested = posix.dirname(path)
    if (room === undefined || (nested.includes('/') && nested !== room))
      return [`${path} is in no room. Add its room to .ci/rooms.mjs.`]
    return imports.flatMap((target) => {
      const other = toRoom(target)
      if (rooms.indexOf(other) > rooms.indexOf(room))
        return [`${path} imports ${target}, which is above it. Move the shared part into the lower room.`]
      if (isPrivate(name, other) && other !== room && !PRIVATE[name].importers.includes(room))
        return [`${path} imports ${target}, which only ${PRIVATE[name].importers.join(' and ')} may import.`]
      return []
    })
  })
}

/** Every circle of imports, as the files on it. */
function findCircles(files) {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]))
  const done = new Set()
  const walk = (path, way) => {
    if (way.includes(path)) return [`${[...way.slice(way.indexOf(path)), path].join(' → ')} is a circle.`]
    if (done.has(path)) return []
    const circles = (importsOf.get(path) ?? []).flatMap((target) => walk(target, [...way, path]))
    done.add(path)
    return circles
  }
  return files.flatMap(({ path }) => walk(path, []))
}

const toFile = (path, text) => ({ path, imports: findImports(path, text) })

/** Files that break the order, one for each way to import. A check that lets one pass does not work. */
function plantViolations(name) {
  const rooms = ROOMS[name].map((room) => (/\.tsx?$/.test(room) ? room : `${room}/planted.ts`))
  const plant = (from, to) => {
    const path = posix.relative(posix.dirname(from), to)
    const source = `'${path.startsWith('.') ? path : `./${path}`}'`
    return [
      `import { a } from ${source}`,
      `import type { A } from ${source}`,
      `import { type A } from ${source}`,
      `export * from ${source}`,
      `export type { A } from ${source}`,
      `const a = () => import(${source})`,
      `type A = import(${source}).A`,
    ].map((text) => toFile(from, text))
  }
  const [lowest, ...others] = rooms
  const locked = ROOMS[name].filter((room) => isPrivate(name, room)).map((room) => `${room}/planted.ts`)
  return [
    ...others.flatMap((room) => plant(lowest, room)),
    ...locked.flatMap((room) => plant(rooms.at(-1), room)),
    toFile('no-room/planted.ts', ''),
    ...others.filter((room) => /^[\w-]+\/planted/.test(room)).map((room) => toFile(room.replace('/', '/nested/'), '')),
  ]
}

const circle = [
  toFile('a.ts', "import type { B } from './b.ts'"),
  toFile('b.ts', "export * from './c/c.ts'"),
  toFile('c/c.ts', "import '../a.ts'"),
]
const problems = findCircles(circle).length === 1 ? [] : ['A planted circle passes.']
let planted = 1
for (const name of Object.keys(ROOMS)) {
  const files = readSources(name)
  const unused = ROOMS[name].filter((room) => !files.some(({ path }) => path === room || path.startsWith(`${room}/`)))
  problems.push(
    ...[...findViolations(name, files), ...findCircles(files)].map((problem) => `packages/${name}/src: ${problem}`),
    ...unused.map((room) => `packages/${name}/src has no ${room}. Take it out of .ci/rooms.mjs.`),
  )
  const violations = plantViolations(name)
  for (const each of violations) {
    if (findViolations(name, [each]).length === 0) problems.push(`A planted violation passes: ${JSON.stringify(each)}`)
  }
  planted += violations.length
  const imports = files.flatMap((file) => file.imports).length
  if (imports < files.length) problems.push(`Only ${imports} imports of ${files.length} files were seen in ${name}.`)
  console.log(`${name}: ${ROOMS[name].length} rooms, ${files.length} files, ${imports} imports`)
}
for (const problem of problems) console.error(problem)
console.log(`${planted} planted violations, ${problems.length} problems`)
process.exit(problems.length > 0 ? 1 : 0)
