import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

/** The file behind a package's command, so that Node can run it without a shell and without PATH. */
export function bin(name, command = name.split('/').at(-1)) {
  // Some packages do not export their package.json, so the folder is looked up on the resolution paths.
  const root = join(
    require.resolve.paths(name).find((path) => existsSync(join(path, name))),
    name,
  )
  const { bin: bins } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return join(root, typeof bins === 'string' ? bins : bins[command])
}

/** The pnpm that started this process: it may exist only in npx's cache. */
export function pnpm(...args) {
  const self = process.env.npm_execpath
  if (self === undefined) throw new Error('Start this with pnpm, for example `npx -y pnpm@10.34.9 test`.')
  return [self, ...args]
}

const endSignals = ['SIGINT', 'SIGTERM']

/** A step can be silent for minutes: a line this often shows that it is still running. */
const heartbeatMs = 60_000

/** Runs a Node program, shows its output, and resolves with whether it exited with 0. `priority` is the operating system's. */
export function run(label, args, { env = {}, priority } = {}) {
  const started = Date.now()
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1)
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority)
    const heartbeat = setInterval(() => console.log(`# ${label}: running for ${seconds()} s`), heartbeatMs)
    // A signal to this process ends its child too, which would otherwise keep its ports, and starts no further step.
    const end = (signal) => {
      child.once('exit', () => process.exit(1))
      child.kill(signal)
    }
    for (const signal of endSignals) process.once(signal, end)
    child.once('exit', (code) => {
      clearInterval(heartbeat)
      for (const signal of endSignals) process.off(signal, end)
      console.log(`# ${label}: ${code === 0 ? 'ok' : `failed (${code})`}, ${seconds()} s`)
      resolve(code === 0)
    })
  })
}
