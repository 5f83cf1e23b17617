import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
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

/** Runs a Node program with its output shown. Answers whether it ended well. */
export function run(label, args, env = {}) {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    child.once('exit', (code) => {
      console.log(
        `# ${label}: ${code === 0 ? 'ok' : `failed (${code})`}, ${((Date.now() - started) / 1000).toFixed(1)} s`,
      )
      resolve(code === 0)
    })
  })
}
