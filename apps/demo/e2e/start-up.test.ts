import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { runDemo } from './run-demo.ts'

/** Without a browser: the shop's process starts, refuses to start, and stops. */

// In series: they share ports, and a database whose first start takes seconds.
test.describe.configure({ mode: 'default' })

let data = ''
test.beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'cardfile-demo-'))
})
test.afterAll(() => rm(data, { recursive: true, force: true }))

/** Starts a shop that is expected to fail. */
async function failedStart(environment: Readonly<Record<string, string>>): Promise<{ code: unknown; output: string }> {
  const demo = spawn(process.execPath, [join(import.meta.dirname, '../dist/server/main.js')], {
    env: { ...process.env, PORT: '5281', CARDFILE_DATA: data, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  demo.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = await once(demo, 'close')
  return { code, output }
}

async function occupy(port: number) {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const oneSentence = (output: string) => expect(output.trimEnd().split('\n')).toHaveLength(1)

for (const [name, port, variable] of [
  ['shop', 5281, 'PORT'],
  ['sandbox', 5282, 'SANDBOX_PORT'],
] as const) {
  test(`names the busy port: the ${name}’s`, async () => {
    const occupier = await occupy(port)
    const { code, output } = await failedStart({})
    occupier.close()
    expect(code).toBe(1)
    expect(output).toMatch(new RegExp(`^Port ${port}\\b.* busy.*set ${variable} `))
    oneSentence(output)
  })
}

test('names the directory that is not writable', async () => {
  const file = join(data, 'file')
  await writeFile(file, '')
  const { code, output } = await failedStart({ CARDFILE_DATA: join(file, 'data') })
  expect(code).toBe(1)
  expect(output).toContain(`${join(file, 'data')}`)
  expect(output).toContain('CARDFILE_DATA')
  oneSentence(output)
})

test('reports an unreachable Postgres without its password', async () => {
  const { code, output } = await failedStart({ DATABASE_URL: 'postgres://shop:hunter2@127.0.0.1:5289/shop' })
  expect(code).toBe(1)
  expect(output).toContain('DATABASE_URL')
  expect(output).not.toContain('hunter2')
  oneSentence(output)
})

test('names the variable with an invalid value', async () => {
  const { code, output } = await failedStart({ COSTPLUS_API_KEY: 'key', COSTPLUS_MODE: 'prod' })
  expect(code).toBe(1)
  expect(output).toBe('COSTPLUS_MODE is "prod". Give one of: test, live.\n')
})

test('refuses the data directory of a running instance, and takes over that of a dead one', async () => {
  test.slow()
  const first = await runDemo({ PORT: '5283', CARDFILE_DATA: data })
  const { code, output } = await failedStart({})
  await first.kill()
  expect(code).toBe(1)
  expect(output).toContain(data)
  oneSentence(output)

  const next = await runDemo({ PORT: '5283', CARDFILE_DATA: data })
  expect((await fetch(`${next.url}/demo/products`)).status).toBe(200)
  await next.kill()
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`stops cleanly and soon on ${signal}, and keeps its secret readable by its owner only`, async () => {
    const demo = await runDemo({ PORT: '5285', CARDFILE_DATA: data })
    const { mode } = await stat(join(data, 'secret'))
    expect(mode & 0o777).toBe(0o600)
    expect((await readFile(join(data, 'secret'))).length).toBeGreaterThanOrEqual(32)
    const asked = Date.now()
    expect(await demo.end(signal)).toBe(0)
    expect(Date.now() - asked).toBeLessThan(5_000)
  })
}
