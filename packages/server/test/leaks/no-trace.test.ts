import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { type CodeRun, expectNoTrace, expectNoTraceOfCodes, type Sink } from '@cardfile/contract/conformance'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type { CardfileOptions } from '../../src/options.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createCustomer } from '../support/customer.ts'
import { countCodes, expectNoTraceInFiles, type RawFile, readChangedFiles } from './database-files.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { DATABASE_KINDS, type DatabaseKind, openTestShop, type TestShop } from '../support/shop.ts'

/** Codes that are typed, one for each run of all flows, and codes that nobody types: what chance writes of both is alike. */
const codes = ['7391', '0826', '5548', '9913', '2074']
const untyped = ['7319', '0862', '5584', '9931', '2047', '3791', '8026', '4558', '1399', '7402']
/** No code at all, and therefore refused; long enough to be found by nothing but itself. */
const longCode = '937150284'
const apiKey = 'test_key_that_only_this_suite_knows'
const secret = 'a secret of the shop that only this suite knows'
const pans = ['4111111111111111', '5544330000000037']

/** What the gateway may do with a charge: each once for every code. `echo` gives back whatever it was sent. */
const FLOWS = [
  'approval',
  'decline-51',
  'cvc-wrong',
  'step-up',
  'reset-charged',
  'truncated',
  'echo in a refusal',
  'echo in an order',
  'echo on a page',
  'echo in a thrown error',
] as const

interface StoredOnDisk {
  readonly option: CardfileOptions['database']
  /** Everything the database was told: texts and values. */
  readonly statements: string[]
  readonly folder: string
  query(text: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

const opening: Readonly<Record<DatabaseKind, () => Promise<StoredOnDisk>>> = {
  async embedded() {
    const folder = mkdtempSync(join(tmpdir(), 'cardfile-no-trace-'))
    const loadDataDir = new Blob([new Uint8Array(await readFile(inject('pgliteDump')))])
    const client = await PGlite.create({ dataDir: folder, loadDataDir })
    const statements: string[] = []
    const heard = listen(client, statements)
    return {
      option: {
        open: async () => heard,
        query: (text, values) => heard.query<Record<string, unknown>>(text, values),
        close: async () => {},
      },
      statements,
      folder,
      query: async (text) => (await client.query<Record<string, unknown>>(text)).rows,
      async close() {
        if (!client.closed) await client.close()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
  async postgres() {
    const server = await startPostgres()
    const pool = new Pool({ connectionString: server.url })
    // A server that stops ends its connections by an error.
    pool.on('error', () => {})
    await (await openDatabase(pool, true)).close()
    const statements: string[] = []
    pool.on('connect', (client) => {
      const send = client.query.bind(client) as (...args: unknown[]) => unknown
      Object.assign(client, {
        query(...args: unknown[]) {
          statements.push(toSaid(args))
          return send(...args)
        },
      })
    })
    const query = async (text: string) => (await pool.query<Record<string, unknown>>(text)).rows
    const [row] = await query('show data_directory')
    return {
      option: pool,
      statements,
      folder: String(row?.['data_directory']),
      query,
      async close() {
        await pool.end()
        await server.stop()
      },
    }
  },
}

/** A statement with its values. Of the text only what is no word of the statement: a value that was written into it. */
function toSaid([query, ...rest]: readonly unknown[]): string {
  const isObject = typeof query === 'object' && query !== null
  const text = isObject && 'text' in query ? query.text : query
  const values = isObject && 'values' in query ? query.values : rest
  const literals = String(text).match(/'[^']*'|\b\d{3,}\b/g) ?? []
  return inspect([values, literals], { depth: 8, maxStringLength: null, maxArrayLength: null })
}

/** The same database, with an ear for everything it is told, also inside a transaction. */
function listen<T extends object>(database: T, statements: string[]): T {
  return new Proxy(database, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target)
      if (typeof found !== 'function') return found
      return (...args: unknown[]) => {
        const [first] = args
        if (name === 'transaction' && typeof first === 'function') {
          return Reflect.apply(found, target, [
            (tx: object) => Reflect.apply(first, undefined, [listen(tx, statements)]),
          ])
        }
        if (name === 'query' || name === 'exec') statements.push(toSaid(args))
        return Reflect.apply(found, target, args)
      }
    },
  })
}

/** A gateway that gives back what it was sent, in every place of an answer that it has. */
function createEcho(shop: TestShop) {
  const { fetch } = shop.options.gateway
  let way: (typeof FLOWS)[number] = 'approval'
  Object.assign(shop.options.gateway, {
    async fetch(input: RequestInfo | URL, init?: RequestInit) {
      const isCharge = init?.method === 'POST' && toText(init).includes('one-click')
      const answer = way === 'echo in a thrown error' && isCharge ? undefined : await fetch?.(input, init)
      if (!isCharge) return answer
      const body = toText(init)
      const echo = `${JSON.stringify(init.headers)} ${body}`
      if (answer === undefined) throw Object.assign(new Error(echo, { cause: new Error(echo) }), { request: init })
      if (way === 'echo in a refusal') {
        return Response.json({ error: { type: echo, value: echo, property_path: echo, status: 400 } }, { status: 400 })
      }
      if (way === 'echo on a page') return new Response(`<pre>${echo}</pre>`, { status: 502 })
      if (way !== 'echo in an order') return answer
      const order = (await answer.json()) as Record<string, unknown>
      const [transaction] = order['transactions'] as Record<string, unknown>[]
      const reason = { reason: echo, customer_message: echo, payment_method_details: { card_brand: echo, cvc: body } }
      return Response.json({
        ...order,
        status: 'error',
        description: echo,
        debug: echo,
        transactions: [{ ...transaction, ...reason }],
      })
    },
  })
  return (next: (typeof FLOWS)[number]) => {
    way = next
  }
}

const toText = ({ body }: RequestInit) => (typeof body === 'string' ? body : '')

describe.each(DATABASE_KINDS)('on the %s database', { timeout: 120_000 }, (kind) => {
  const runs: CodeRun[] = []
  const all: Record<string, string[]> = { answers: [], log: [], events: [], console: [], errors: [], statements: [] }
  const seen = new Map<string, string>()
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...args) => void all['console']?.push(inspect(args, { depth: 8 }))),
  )
  const noteError = (error: unknown) => void all['errors']?.push(inspect(error, { depth: 8, showHidden: true }))
  let stored: StoredOnDisk
  let shop: TestShop
  let before: ReadonlyMap<string, ReadonlyMap<string, number>>
  let written: readonly RawFile[]
  let exact: Record<string, string>

  beforeAll(async () => {
    process.on('unhandledRejection', noteError)
    process.on('warning', noteError)
    stored = await opening[kind]()
    const note = (fields: object, message: string) => void all['log']?.push(JSON.stringify([fields, message]))
    shop = await openTestShop(
      'postgres',
      {
        secret,
        rateLimits: 'off',
        // A look at an order that was not answered waits for seconds otherwise.
        timeScale: 0.05,
        database: stored.option,
        logger: { warn: note, error: note },
        gateway: { apiKey, mode: 'test', baseUrl: 'http://127.0.0.1:4010' },
      },
      { apiKey },
    )
    Object.assign(shop.options.gateway, {
      fetch: async (input: RequestInfo | URL, init?: RequestInit) => shop.sandbox.fetch(new Request(input, init)),
    })
    const play = createEcho(shop)
    const handle: TestShop['cardfile']['handle'] = async (...args) => {
      const answer = await shop.cardfile.handle(...args)
      all['answers']?.push(JSON.stringify([answer.status, [...answer.headers], await answer.clone().text()]))
      return answer
    }
    const ada = createCustomer({ ...shop, cardfile: { ...shop.cardfile, handle } }, 'ada')
    const [visa, master] = [await ada.saveCard(pans[0]), await ada.saveCard(pans[1])]
    before = countByFile(readChangedFiles(stored.folder, seen))

    for (const code of codes) {
      const marks = Object.fromEntries(
        Object.entries({ ...all, statements: stored.statements }).map(([name, { length }]) => [name, length]),
      )
      const events = shop.events.length
      for (const flow of FLOWS) {
        play(flow)
        shop.sandbox.scripts.clear()
        if (!flow.startsWith('echo') && flow !== 'approval') shop.sandbox.script(flow as 'step-up')
        const checkoutId = ada.newCheckout(995)
        await ada.press(checkoutId, { cardId: visa.id, cvc: code })
        await ada.checkout(checkoutId)
      }
      play('approval')
      shop.sandbox.scripts.clear()
      // Refused: as a number, for a card that is not there, in a field that is not, and twice with one key.
      const key = crypto.randomUUID()
      const checkoutId = ada.newCheckout(995)
      await ada.press(checkoutId, { cardId: crypto.randomUUID(), cvc: code })
      await ada.press(checkoutId, { cardId: visa.id, cvc: `${code}x` })
      await ada.send('POST', '/payments', { checkoutId, cvc: code, [code]: code }, { 'idempotency-key': key })
      await ada.press(checkoutId, { cardId: visa.id, cvc: code, key })
      await ada.press(checkoutId, { cardId: visa.id, cvc: code.slice(1), key })
      await shop.cardfile.reconcile()
      const told = {
        ...all,
        statements: stored.statements,
        events: shop.events.slice(events).map((event) => JSON.stringify(event)),
      }
      runs.push({
        code,
        sinks: Object.fromEntries(
          Object.entries(told).map(([name, lines]) => [name, name === 'events' ? lines : lines.slice(marks[name])]),
        ),
      })
    }
    await ada.press(ada.newCheckout(995), { cardId: visa.id, cvc: longCode })
    await ada.send('DELETE', `/cards/${master.id}`)
    await ada.cards()
    await ada.send('GET', '/health')
    await shop.cardfile.reconcile()
    all['events'] = shop.events.map((event) => JSON.stringify(event))
    all['statements'] = stored.statements
    written = filesWithoutPages(readChangedFiles(stored.folder, seen))
    exact = toExactSecrets(shop)
  }, 300_000)

  afterAll(async () => {
    for (const spy of spies) spy.mockRestore()
    process.off('unhandledRejection', noteError)
    process.off('warning', noteError)
    await shop.close()
    await stored.close()
  })

  it('played every flow with every code, and charged', async () => {
    const rows = await stored.query(
      'select state, count(*)::int as n from cardfile_payment where has_cvc group by state',
    )
    expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(codes.length * (FLOWS.length + 1))
    expect(rows.map(({ state }) => state)).toEqual(expect.arrayContaining(['succeeded', 'declined']))
    expect(all['answers']?.length).toBeGreaterThan(100)
    expect(all['statements']?.length).toBeGreaterThan(500)
  })

  it('no token, transaction, card number, key or secret is in any answer, log, event, error or on the console', () => {
    const looked = Object.fromEntries(Object.entries(all).map(([name, lines]) => [name, withoutPages(lines)]))
    expectNoTrace(Object.values(exact), looked)
  })

  it('no security code is in any of them, nor in anything that the database was told', () => {
    expectNoTraceOfCodes(runs)
  })

  it('none of either is in any table', async () => {
    const tables = await dump(stored)
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining(['public.cardfile_card', 'public.cardfile_payment', 'public.cardfile_payment_log']),
    )
    expectNoTrace(Object.values(exact), tables)
  })

  it('none of either is in any file of the database, its write-ahead log included, before a checkpoint and after it', async () => {
    expect(written.map(({ path }) => path).some((path) => path.includes('pg_wal'))).toBe(true)
    // The proof that the right files are looked into: what is stored is there.
    expect(() => expectNoTraceInFiles({ customer: 'checkout-1' }, written)).toThrow('on the disk')
    expectNoTraceInFiles(exact, written)
    await stored.query('checkpoint')
    const flushed = filesWithoutPages(readChangedFiles(stored.folder, seen))
    expectNoTraceInFiles(exact, flushed)
    expectNoMoreThanChance(before, [...written, ...flushed])
  })

  describe('a leak that is planted', () => {
    const leak = () => exact['token 1'] ?? ''
    const sinks: Readonly<Record<string, (value: string) => Sink>> = {
      answers: (value) => JSON.stringify([200, [], JSON.stringify({ card: { id: '1', ref: value } })]),
      headers: (value) => JSON.stringify([303, [['location', `/thanks?ref=${encodeURIComponent(value)}`]], '']),
      cookies: (value) => JSON.stringify([['set-cookie', `__Host-ref=${btoa(value)}; Secure`]]),
      html: (value) => `<p data-ref="${value}"></p>`,
      log: (value) => [JSON.stringify([{ error: `Failed query, params: ${value}` }, 'x'])],
      events: (value) => JSON.stringify({ id: `card.saved:${value}` }),
      console: (value) => inspect(new Map([['authorization', { bearer: value }]]), { depth: 8 }),
      'the message of an error': (value) => inspect(new Error(`No such token ${value}`)),
      'the cause of an error': (value) => inspect(new Error('x', { cause: { request: value } }), { depth: 8 }),
      'a property of an error': (value) => inspect(Object.assign(new Error('x'), { token: value })),
      statements: (value) => inspect(['update x set y = $1', [value]], { depth: 8 }),
    }

    it.each(Object.entries(sinks))('is found in %s', (name, plant) => {
      expect(() => expectNoTrace(Object.values(exact), { [name]: plant(leak()) })).toThrow(`${name} (secret`)
      const leaky = runs.map((run) => ({ ...run, sinks: { [name]: plant(`cvc ${run.code}`) } }))
      expect(() => expectNoTraceOfCodes(leaky)).toThrow(`${name} (`)
    })

    it('is found in a table', async () => {
      await stored.query(`create table planted as select '${Buffer.from(leak()).toString('base64')}'::text as kept`)
      const tables = await dump(stored)
      await stored.query('drop table planted')
      expect(() => expectNoTrace(Object.values(exact), tables)).toThrow('public.planted (secret 1, as base64)')
    })

    it('is found in the files when it was rolled back, or deleted, and no table shows it', async () => {
      const digest = createHash('sha256')
        .update(codes[0] ?? '')
        .digest('hex')
      await stored.query('create table planted (kept text, id uuid)')
      await stored.query(
        `insert into planted values ('${leak()}', null), ('${digest}', null), ('847', '${toUuid(leak())}')`,
      )
      await stored.query('delete from planted')
      await stored.query('checkpoint')
      expectNoTrace(Object.values(exact), await dump(stored))
      const files = readChangedFiles(stored.folder, seen)
      expect(() => expectNoTraceInFiles({ 'token 1': leak() }, files)).toThrow(/token 1 \(as it is\) in .*pg_wal/)
      expect(() => expectNoTraceInFiles({ 'token 1': leak() }, files)).toThrow(/token 1 \(as it is\) in base/)
      expect(() => expectNoTraceInFiles({ 'token 1': leak() }, files)).toThrow(/token 1 \(bytes of its hex\)/)
      expect(() => expectNoTraceInFiles({ digest }, files)).toThrow(/digest \(as it is\)/)
    })

    it('is found in the files when it is a code of four digits, once for each press', async () => {
      const presses = codes.flatMap((code) => FLOWS.map((flow) => `('${flow} ${code}')`))
      await stored.query(`insert into planted (kept) values ${presses.join()}`)
      const files = readChangedFiles(stored.folder, seen)
      expect(() => expectNoMoreThanChance(before, [...written, ...files])).toThrow('more often than chance')
      await stored.query('drop table planted')
    })
  })
})

/** What is long enough to be looked for by itself, by name. The digests are those a shop might think harmless. */
function toExactSecrets(shop: TestShop): Record<string, string> {
  const cards = shop.sandbox.state().cards
  if (cards.length < 2) throw new Error('The gateway has not saved the cards.')
  const digests = codes.flatMap((code) =>
    ['md5', 'sha256'].map((algorithm) => [`${algorithm} of ${code}`, createHash(algorithm).update(code).digest('hex')]),
  )
  return {
    ...Object.fromEntries(cards.map(({ token }, index) => [`token ${index + 1}`, token])),
    ...Object.fromEntries(
      cards.flatMap(({ firstTransactionId }, index) =>
        firstTransactionId === null ? [] : [[`first transaction ${index + 1}`, firstTransactionId]],
      ),
    ),
    'API key': apiKey,
    'API key as it is sent': Buffer.from(`${apiKey}:`).toString('base64'),
    secret,
    ...Object.fromEntries(pans.map((pan) => [`card number ${pan.slice(-4)}`, pan])),
    'long code': longCode,
    ...Object.fromEntries(digests),
  }
}

/**
 * The address of the gateway's own page holds the id of the transaction that is made there: the customer's browser goes to
 * it, so it is no secret of ours. Everywhere else that id stays out.
 */
const gatewayPage = /\/pay\/[0-9a-f-]{36}\/[\w/-]*/g

const withoutPages = (lines: readonly string[]) => [
  ...new Set(lines.map((line) => line.replaceAll(gatewayPage, '/pay/'))),
]

const filesWithoutPages = (files: readonly RawFile[]) =>
  files.map(({ path, bytes }) => ({
    path,
    bytes: Buffer.from(bytes.toString('latin1').replaceAll(gatewayPage, '/pay/'), 'latin1'),
  }))

/**
 * Four digits stand in any file by chance. What was typed in fifty presses must not stand there more often, beyond what was
 * there before, than what nobody typed: a press that left its code would be seen in each of them.
 */
function expectNoMoreThanChance(
  before: ReadonlyMap<string, ReadonlyMap<string, number>>,
  files: readonly RawFile[],
): void {
  // The later reading of a file takes the place of the earlier.
  const after = countByFile(files)
  const growth = (code: string) =>
    [...after].reduce((sum, [path, counts]) => sum + (counts.get(code) ?? 0) - (before.get(path)?.get(code) ?? 0), 0)
  const mean = (of: readonly string[]) => of.reduce((sum, code) => sum + growth(code), 0) / of.length
  if (mean(codes) - mean(untyped) < FLOWS.length / 2) return
  throw new Error(
    `Codes that were typed stand in the files more often than chance has it: ${mean(codes)} times, others ${mean(untyped)}.`,
  )
}

function countByFile(files: readonly RawFile[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(files.map((file) => [file.path, countCodes([...codes, ...untyped], [file])]))
}

function toUuid(text: string): string {
  return /^[0-9a-f-]{36}$/.test(text) ? text : '00000000-0000-0000-0000-000000000000'
}

/** Every row of every table that is not Postgres' own, as COPY would write it and as JSON. */
async function dump({ query }: StoredOnDisk): Promise<Record<string, string[]>> {
  const tables = await query(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  const dumped: Record<string, string[]> = {}
  for (const { name } of tables) {
    const rows = await query(`select row_to_json(t)::text as json, t::text as row from ${String(name)} t`)
    dumped[String(name)] = withoutPages(rows.flatMap(({ json, row }) => [String(json), String(row)]))
  }
  return dumped
}
