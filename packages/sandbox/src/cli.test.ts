import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basic } from '../test/support/gateway.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
// Inside the package, so that the built files find its dependencies.
const outDir = join(root, '.cache', 'cli-test')
const command = join(outDir, 'cli.js')
const children = new Set<ChildProcess>()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
}, 60_000)

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

function run(...flags: string[]) {
  const child = spawn(process.execPath, [command, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  let output = ''
  child.stdout.on('data', (chunk) => (output += String(chunk)))
  child.stderr.on('data', (chunk) => (output += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const text = () => output
  return {
    child,
    text,
    ended,
    /** The address it listens on. */
    async url() {
      await expect.poll(text, { timeout: 10_000 }).toContain('Cost+ sandbox: ')
      return /http:\/\/localhost:\d+/.exec(output)?.[0] ?? ''
    },
  }
}

const create = async (url: string, transaction: Record<string, unknown>) => {
  const body = JSON.stringify({
    currency: 'EUR',
    amount: 1295,
    transactions: [{ payment_method: 'credit-card', ...transaction }],
  })
  const response = await fetch(`${url}/v1/orders/`, { method: 'POST', headers: basic('test_cli'), body })
  const order: { id: string; status: string } = await response.json()
  return order
}

describe('the command', () => {
  it('prints its help', async () => {
    const { ended, text } = run('--help')
    expect([await ended, text()]).toEqual([0, expect.stringContaining('npx @cardfile/sandbox')])
  })

  it.each([
    [['--prot', '4010'], "Unknown option '--prot'"],
    [['--port', 'eighty'], '--port eighty: a port is a number from 0 to 65535'],
    [['--port', '70000'], 'a port is a number'],
    [['--time-scale', '0'], 'a time scale is a number above 0'],
    [['--api-key', 'a:b'], 'a key is not empty and has no colon'],
    [['--url', 'localhost'], 'an origin looks like http://localhost:4010'],
    [['extra'], "Unexpected argument 'extra'"],
  ])('rejects %j with a message', async (flags, sentence) => {
    const { ended, text } = run(...flags)
    expect([await ended, text()]).toEqual([1, expect.stringContaining(sentence)])
    expect(text()).not.toContain('    at ')
  })

  it('fails when the port is in use', async () => {
    const first = run('--port', '0')
    const port = new URL(await first.url()).port
    const second = run('--port', port)
    expect([await second.ended, second.text()]).toEqual([
      1,
      expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`),
    ])
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
  })

  it('loses nothing it has answered when it is killed', async () => {
    const data = join(folder, 'data')
    const answered = new Map<string, string>()
    const tokens: string[] = []
    for (let round = 0; round < 5; round += 1) {
      const { child, ended, url } = run('--port', '0', '--api-key', 'test_cli', '--data', data, '--quiet')
      const address = await url()
      for (const [id, status] of answered) {
        const read = await fetch(`${address}/v1/orders/${id}/`, { headers: basic('test_cli') })
        expect([id, (await read.json()).status]).toEqual([id, status])
      }
      const paid = await create(address, { one_click_type: 'first' })
      const pay = await fetch(`${address}/_sandbox/orders/${paid.id}/pay`, { method: 'POST', body: '{}' })
      const { order } = await pay.json()
      answered.set(paid.id, order.status)
      tokens.push(order.transactions[0].payment_method_details.vault_token)
      for (const token of tokens) {
        const charged = await create(address, { one_click_type: 'one-click', vault_token: token })
        expect(charged.status).toBe('completed')
        answered.set(charged.id, charged.status)
      }
      const burst = Array.from({ length: 50 }, () =>
        create(address, {}).then(
          ({ id, status }) => void answered.set(id, status),
          () => {},
        ),
      )
      setTimeout(() => child.kill('SIGKILL'), round * 8)
      await Promise.all([ended, ...burst])
    }
    expect(answered.size).toBeGreaterThan(15)
  })
})
