import { connect } from 'node:net'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { basic } from '../../test/support/gateway.ts'
import type { ScenarioId } from '../scenario/scenarios.ts'
import { serveSandbox, type ServedSandbox, type ServeOptions } from './serve-sandbox.ts'

const apiKey = 'test_served'
const order = {
  currency: 'EUR',
  amount: 1295,
  transactions: [{ payment_method: 'credit-card', one_click_type: 'first' }],
}
let running: ServedSandbox[] = []
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
})

afterEach(async () => {
  await Promise.all(running.map((served) => served.close()))
  running = []
  await rm(folder, { recursive: true, force: true })
})

async function serve(options: Partial<ServeOptions> = {}): Promise<ServedSandbox> {
  const served = await serveSandbox({ port: 0, apiKey, ...options })
  running.push(served)
  return served
}

const post = (url: string, body: unknown = order, init: RequestInit = {}) =>
  fetch(`${url}/v1/orders/`, { method: 'POST', headers: basic(apiKey), body: JSON.stringify(body), ...init })

/** The bytes received for one createOrder call, and how the connection ends. */
function postRaw({ url }: ServedSandbox): Promise<{ text: string; end: 'closed' | 'reset' }> {
  return new Promise((resolve) => {
    let text = ''
    const body = JSON.stringify(order)
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      const head = ['POST /v1/orders/ HTTP/1.1', 'host: localhost', `authorization: ${basic(apiKey).authorization}`]
      socket.write([...head, 'connection: close', `content-length: ${body.length}`, '', body].join('\r\n'))
    })
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('end', () => resolve({ text, end: 'closed' }))
    socket.on('error', () => resolve({ text, end: 'reset' }))
  })
}

describe('a served sandbox', () => {
  it('builds hosted page URLs from the origin of the call', async () => {
    const { url } = await serve()
    for (const origin of [url, url.replace('localhost', '127.0.0.1')]) {
      const created = await post(origin)
      const body = await created.json()
      expect([created.status, new URL(body.transactions[0].payment_url).origin]).toEqual([201, origin])
      expect((await fetch(body.transactions[0].payment_url)).status).toBe(200)
    }
  })

  it('builds hosted page URLs from the option url', async () => {
    const port = 4_187
    await serve({ port, url: 'https://gateway.example' })
    const { transactions } = await (await post(`http://localhost:${port}`)).json()
    expect(new URL(transactions[0].payment_url).origin).toBe('https://gateway.example')
  })

  it('rejects when the port is in use, before it touches the data file', async () => {
    const { url } = await serve()
    const port = Number(new URL(url).port)
    const dataFile = join(folder, 'data')
    await expect(serve({ port, dataFile })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use by another process. Stop that process`,
    )
    await expect(serve({ dataFile })).resolves.toBeDefined()
  })

  it('sends a Date header by the scripted clock', async () => {
    const { url, sandbox } = await serve()
    sandbox.script('clock-fast')
    const date = Date.parse((await post(url)).headers.get('date') ?? '')
    expect(date - Date.now()).toBeGreaterThan(290_000)
  })

  it('logs requests without keys, card numbers and security codes', async () => {
    const lines: string[] = []
    const { url } = await serve({ log: (line) => lines.push(line) })
    await post(url)
    await fetch(`${url}/v1/orders/4111111111111111/?cvc=847&key=${apiKey}`, { headers: basic(apiKey) })
    await fetch(`${url}/v1/${apiKey}/4111%201111%201111%201111`)
    expect(lines[0]).toMatch(/^POST {3}\/v1\/orders\/ 201 \d+ ms$/)
    expect(lines.join('\n')).not.toMatch(/1111|847|test_served/)
  })
})

describe('network faults over TCP', () => {
  const play = async (scenario: ScenarioId) => {
    const served = await serve({ timeScale: 0.001 })
    served.sandbox.script(scenario)
    return { ...(await postRaw(served)), orders: served.sandbox.orders.list() }
  }

  it('resets before the answer, with and without an order', async () => {
    expect(await play('reset-charged')).toMatchObject({ text: '', end: 'reset', orders: [{ status: 'new' }] })
    expect(await play('reset-not-charged')).toMatchObject({ text: '', end: 'reset', orders: [] })
  })

  it('resets in the middle of the answer, and after it', async () => {
    const mid = await play('reset-mid-answer')
    expect([mid.end, mid.text.includes('"id"'), mid.text.includes('payment_url')]).toEqual(['reset', true, false])
    const after = await play('reset-after-answer')
    expect([after.end, after.text.includes('payment_url')]).toEqual(['reset', true])
  })

  it('truncates the JSON and closes the connection normally', async () => {
    const { text, end } = await play('truncated')
    expect([end, text.split('\r\n\r\n').slice(1).join('').includes('{"id"')]).toEqual(['closed', true])
    expect(text).not.toContain('currency')
  })

  it('sends byte by byte', async () => {
    const { url, sandbox } = await serve()
    sandbox.script({ answer: { kind: 'slow', msPerByte: 1 } }, { on: 'listCurrencies' })
    const startedAt = performance.now()
    const answer = await fetch(`${url}/v1/merchants/self/projects/self/currencies`, { headers: basic(apiKey) })
    const text = await answer.text()
    expect(JSON.parse(text)).toHaveProperty('payment_methods')
    expect(performance.now() - startedAt).toBeGreaterThan(text.length * 0.5)
  })

  it('hangs until the caller aborts', async () => {
    const { url, sandbox } = await serve()
    sandbox.script('hang-charged')
    await expect(post(url, order, { signal: AbortSignal.timeout(150) })).rejects.toThrow('timeout')
    expect(sandbox.orders.list()).toHaveLength(1)
    await expect.poll(() => sandbox.requests.list().at(-1)?.outcome).toBe('aborted')
  })
})

describe('a data file', () => {
  it('restores orders, saved cards and scheduled changes', async () => {
    const dataFile = join(folder, 'deep', 'data')
    const first = await serve({ dataFile })
    const { id } = await (await post(first.url)).json()
    await first.sandbox.pay(id)
    const token = first.sandbox.orders.get(id)?.vaultToken
    const open = await (await post(first.url, { ...order, expiration_period: 'PT1S' })).json()
    await first.close()

    const second = await serve({ dataFile })
    expect(second.sandbox.orders.get(id)).toMatchObject({ status: 'completed', charged: 1295, vaultToken: token })
    const transactions = [{ payment_method: 'credit-card', one_click_type: 'one-click', vault_token: token }]
    expect((await (await post(second.url, { ...order, transactions })).json()).status).toBe('completed')
    await expect.poll(() => second.sandbox.orders.get(open.id)?.status, { timeout: 3_000 }).toBe('expired')
  })

  it('is read up to a line that was cut off', async () => {
    const dataFile = join(folder, 'data')
    const first = await serve({ dataFile })
    const { id } = await (await post(first.url)).json()
    await first.close()
    await writeFile(dataFile, '{"orders":[{"id":"half', { flag: 'a' })
    const second = await serve({ dataFile })
    expect(second.sandbox.orders.list().map((each) => each.id)).toEqual([id])
  })

  it('is emptied by a reset, and rejected when it is another file', async () => {
    const dataFile = join(folder, 'data')
    const first = await serve({ dataFile })
    await post(first.url)
    first.sandbox.reset()
    await first.close()
    expect((await serve({ dataFile })).sandbox.orders.list()).toEqual([])
    const other = join(folder, 'letter.txt')
    await writeFile(other, 'Dear Ada')
    await expect(serve({ dataFile: other })).rejects.toThrow('was not written by this sandbox')
  })
})
