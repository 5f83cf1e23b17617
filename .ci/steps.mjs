import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setPriority } from 'node:os'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

/** The file behind a package's command, so that it runs without a shell and without anything on PATH. */
export function bin(name, command = name.split('/').at(-1)) {
  // Not every package exports its package.json: its folder is found by walking up from wherever it resolves to.
  const root = join(
    require.resolve.paths(name).find((path) => existsSync(join(path, name))),
    name,
  )
  const { bin: bins } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return join(root, typeof bins === 'string' ? bins : bins[command])
}

/** pnpm as it was started: it may be nowhere but in npx's cache. */
export function pnpm(...args) {
  const self = process.env.npm_execpath
  if (self === undefined) throw new Error('Start this with pnpm, for example `npx -y pnpm@10.34.9 test`.')
  return [self, ...args]
}

const endSignals = ['SIGINT', 'SIGTERM']

/** A step may be silent for minutes: this says that it is still at work. */
const signOfLifeMs = 60_000

/**
 * Runs a Node program with its output shown, at a priority of the operating system's if one is given. Answers whether it
 * ended well.
 */
export function run(label, args, { env = {}, priority } = {}) {
  const started = Date.now()
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1)
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    if (priority !== undefined && child.pid !== undefined) setPriority(child.pid, priority)
    const signs = setInterval(() => console.log(`# ${label}: under way for ${seconds()} s`), signOfLifeMs)
    // Who ends this ends what it has started, which would go on holding its ports, and begins nothing more.
    const end = (signal) => {
      child.once('exit', () => process.exit(1))
      child.kill(signal)
    }
    for (const signal of endSignals) process.once(signal, end)
    child.once('exit', (code) => {
      clearInterval(signs)
      for (const signal of endSignals) process.off(signal, end)
      console.log(`# ${label}: ${code === 0 ? 'ok' : `failed (${code})`}, ${seconds()} s`)
      resolve(code === 0)
    })
  })
}
