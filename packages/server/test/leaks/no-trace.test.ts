import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { PGlite } from '@electric-sql/pglite'
import { type CvcRun, expectNoTrace, expectNoTraceOfCvcs, type Sink } from '@cardfile/contract/conformance'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type { CardfileOptions } from '../../src/options.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createCustomer } from '../support/customer.ts'
import { countCvcs, expectNoTraceInFiles, type DatabaseFile, readChangedFiles } from './database-files.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { DATABASE_KINDS, type DatabaseKind, openTestShop, type TestShop } from '../support/shop.ts'

/** CVCs that are typed, one for each run of all flows, and CVCs that are not: both occur in files by chance equally often. */
const cvcs = ['7391', '0826', '5548', '9913', '2074']
const unusedCvcs = ['7319', '0862', '5584', '9931', '2047', '3791', '8026', '4558', '1399', '7402']
/** Too long for a CVC, and therefore refused. Long enough not to occur by chance. */
const longCvc = '937150284'
const apiKey = 'test_key_that_only_this_suite_knows'
const secret = 'a secret of the shop that only this suite knows'
const pans = ['4111111111111111', '5544330000000037']

/** Gateway behaviours, each played once for every CVC. `echo` returns whatever was sent. */
const FLOWS = [
  'approval',
  'decline-51',
  'cvc-wrong',
  'step-up',
  'reset-charged',
  'truncated',
  'echo in a rejection',
  'echo in an order',
  'echo on a page',
  'echo in a thrown error',
] as const

interface DatabaseOnDisk {
  readonly option: CardfileOptions['database']
  /** Every statement that was sent to the database, with its values. */
  readonly statements: string[]
  readonly folder: string
  query(text: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

const OPENERS: Readonly<Record<DatabaseKind, () => Promise<DatabaseOnDisk>>> = {
  async embedded() {
    const folder = mkdtempSync(join(tmpdir(), 'cardfile-no-trace-'))
    const loadDataDir = new Blob([new Uint8Array(await readFile(inject('pgliteDump')))])
    const client = await PGlite.create({ dataDir: folder, loadDataDir })
    const statements: string[] = []
    const recorded = recordStatements(client, statements)
    return {
      option: {
        open: async () => recorded,
        query: (text, values) => recorded.query<Record<string, unknown>>(text, values),
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
    // A stopping server breaks its connections, which the pool reports as errors.
    pool.on('error', () => {})
    await (await openDatabase(pool, true)).close()
    const statements: string[] = []
    pool.on('connect', (client) => {
      const send = client.query.bind(client) as (...args: unknown[]) => unknown
      Object.assign(client, {
        query(...args: unknown[]) {
          statements.push(toRecord(args))
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

/** The values of a statement, with the literals in its text. */
function toRecord([query, ...rest]: readonly unknown[]): string {
  const isObject = typeof query === 'object' && query !== null
  const text = isObject && 'text' in query ? query.text : query
  const values = isObject && 'values' in query ? query.values : rest
  const literals = String(text).match(/'[^']*'|\b\d{3,}\b/g) ?? []
  return inspect([values, literals], { depth: 8, maxStringLength: null, maxArrayLength: null })
}

/** A proxy of a database that records every statement, also inside a transaction. */
function recordStatements<T extends object>(database: T, statements: string[]): T {
  return new Proxy(database, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target)
      if (typeof found !== 'function') return found
      return (...args: unknown[]) => {
        const [first] = args
        if (name === 'transaction' && typeof first === 'function') {
          return Reflect.apply(found, target, [
            (tx: object) => Reflect.apply(first, undefined, [recordStatements(tx, statements)]),
          ])
        }
        if (name === 'query' || name === 'exec') statements.push(toRecord(args))
        return Reflect.apply(found, target, args)
      }
    },
  })
}

/** Makes the gateway echo the request in every field of its answer. Returns a function that sets the flow. */
function installEcho(shop: TestShop) {
  const { fetch } = shop.options.gateway
  let flow: (typeof FLOWS)[number] = 'approval'
  Object.assign(shop.options.gateway, {
    async fetch(input: RequestInfo | URL, init?: RequestInit) {
      const isCharge = init?.method === 'POST' && toText(init).includes('one-click')
      const answer = flow === 'echo in a thrown error' && isCharge ? undefined : await fetch?.(input, init)
      if (!isCharge) return answer
      const body = toText(init)
      const echo = `${JSON.stringify(init.headers)} ${body}`
      if (answer === undefined) throw Object.assign(new Error(echo, { cause: new Error(echo) }), { request: init })
      if (flow === 'echo in a rejection') {
        return Response.json({ error: { type: echo, value: echo, property_path: echo, status: 400 } }, { status: 400 })
      }
      if (flow === 'echo on a page') return new Response(`<pre>${echo}</pre>`, { status: 502 })
      if (flow !== 'echo in an order') return answer
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
    flow = next
  }
}

const toText = ({ body }: RequestInit) => (typeof body === 'string' ? body : '')

describe.each(DATABASE_KINDS)('on the %s database', { timeout: 120_000 }, (kind) => {
  const runs: CvcRun[] = []
  const all: Record<string, string[]> = { answers: [], log: [], events: [], console: [], errors: [], statements: [] }
  const seen = new Map<string, string>()
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...args) => void all['console']?.push(inspect(args, { depth: 8 }))),
  )
  const noteError = (error: unknown) => void all['errors']?.push(inspect(error, { depth: 8, showHidden: true }))
  let database: DatabaseOnDisk
  let shop: TestShop
  let before: ReadonlyMap<string, ReadonlyMap<string, number>>
  let written: readonly DatabaseFile[]
  let exact: Record<string, string>

  beforeAll(async () => {
    process.on('unhandledRejection', noteError)
    process.on('warning', noteError)
    database = await OPENERS[kind]()
    const note = (fields: object, message: string) => void all['log']?.push(JSON.stringify([fields, message]))
    shop = await openTestShop(
      'postgres',
      {
        secret,
        rateLimits: 'off',
        // Otherwise a poll of an unanswered order waits for seconds.
        timeScale: 0.05,
        database: database.option,
        logger: { warn: note, error: note },
        gateway: { apiKey, mode: 'test', baseUrl: 'http://127.0.0.1:4010' },
      },
      { apiKey },
    )
    Object.assign(shop.options.gateway, {
      fetch: async (input: RequestInfo | URL, init?: RequestInit) => shop.sandbox.fetch(new Request(input, init)),
    })
    const play = installEcho(shop)
    const handle: TestShop['cardfile']['handle'] = async (...args) => {
      const answer = await shop.cardfile.handle(...args)
      all['answers']?.push(JSON.stringify([answer.status, [...answer.headers], await answer.clone().text()]))
      return answer
    }
    const ada = createCustomer({ ...shop, cardfile: { ...shop.cardfile, handle } }, 'ada')
    const [visa, master] = [await ada.saveCard(pans[0]), await ada.saveCard(pans[1])]
    before = countByFile(readChangedFiles(database.folder, seen))

    for (const cvc of cvcs) {
      const marks = Object.fromEntries(
        Object.entries({ ...all, statements: database.statements }).map(([name, { length }]) => [name, length]),
      )
      const events = shop.events.length
      for (const flow of FLOWS) {
        play(flow)
        shop.sandbox.scripts.clear()
        if (!flow.startsWith('echo') && flow !== 'approval') shop.sandbox.script(flow as 'step-up')
        const checkoutId = ada.newCheckout(995)
        await ada.press(checkoutId, { cardId: visa.id, cvc })
        await ada.checkout(checkoutId)
      }
      play('approval')
      shop.sandbox.scripts.clear()
      // Refused presses: for an unknown card, with a malformed CVC, in an unknown field, and twice with one key.
      const key = crypto.randomUUID()
      const checkoutId = ada.newCheckout(995)
      await ada.press(checkoutId, { cardId: crypto.randomUUID(), cvc })
      await ada.press(checkoutId, { cardId: visa.id, cvc: `${cvc}x` })
      await ada.send('POST', '/payments', { checkoutId, cvc, [cvc]: cvc }, { 'idempotency-key': key })
      await ada.press(checkoutId, { cardId: visa.id, cvc, key })
      await ada.press(checkoutId, { cardId: visa.id, cvc: cvc.slice(1), key })
      await shop.cardfile.reconcile()
      const produced = {
        ...all,
        statements: database.statements,
        events: shop.events.slice(events).map((event) => JSON.stringify(event)),
      }
      runs.push({
        cvc,
        sinks: Object.fromEntries(
          Object.entries(produced).map(([name, lines]) => [name, name === 'events' ? lines : lines.slice(marks[name])]),
        ),
      })
    }
    await ada.press(ada.newCheckout(995), { cardId: visa.id, cvc: longCvc })
    await ada.send('DELETE', `/cards/${master.id}`)
    await ada.cards()
    await ada.send('GET', '/health')
    await shop.cardfile.reconcile()
    all['events'] = shop.events.map((event) => JSON.stringify(event))
    all['statements'] = database.statements
    written = filesWithoutPages(readChangedFiles(database.folder, seen))
    exact = toExactSecrets(shop)
  }, 300_000)

  afterAll(async () => {
    for (const spy of spies) spy.mockRestore()
    process.off('unhandledRejection', noteError)
    process.off('warning', noteError)
    await shop.close()
    await database.close()
  })

  it('plays every flow with every CVC, and charges', async () => {
    const rows = await database.query(
      'select state, count(*)::int as n from cardfile_payment where has_cvc group by state',
    )
    expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(cvcs.length * (FLOWS.length + 1))
    expect(rows.map(({ state }) => state)).toEqual(expect.arrayContaining(['succeeded', 'declined']))
    expect(all['answers']?.length).toBeGreaterThan(100)
    expect(all['statements']?.length).toBeGreaterThan(500)
  })

  it('leaves no token, transaction, card number, key or secret in any answer, log line, event, error or console output', () => {
    const searched = Object.fromEntries(Object.entries(all).map(([name, lines]) => [name, withoutPages(lines)]))
    expectNoTrace(Object.values(exact), searched)
  })

  it('leaves no CVC in any of them, nor in any statement sent to the database', () => {
    expectNoTraceOfCvcs(runs)
  })

  it('leaves neither in any table', async () => {
    const tables = await dump(database)
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining(['public.cardfile_card', 'public.cardfile_payment', 'public.cardfile_payment_log']),
    )
    expectNoTrace(Object.values(exact), tables)
  })

  it('leaves neither in any file of the database, the write-ahead log included, before and after a checkpoint', async () => {
    expect(written.map(({ path }) => path).some((path) => path.includes('pg_wal'))).toBe(true)
    // Proves that these are the right files: a stored value is found in them.
    expect(() => expectNoTraceInFiles({ customer: 'checkout-1' }, written)).toThrow('on disk')
    expectNoTraceInFiles(exact, written)
    await database.query('checkpoint')
    const flushed = filesWithoutPages(readChangedFiles(database.folder, seen))
    expectNoTraceInFiles(exact, flushed)
    expectNoMoreThanChance(before, [...written, ...flushed])
  })

  describe('a planted leak', () => {
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
      const leaky = runs.map((run) => ({ ...run, sinks: { [name]: plant(`cvc ${run.cvc}`) } }))
      expect(() => expectNoTraceOfCvcs(leaky)).toThrow(`${name} (`)
    })

    it('is found in a table', async () => {
      await database.query(`create table planted as select '${Buffer.from(leak()).toString('base64')}'::text as kept`)
      const tables = await dump(database)
      await database.query('drop table planted')
      expect(() => expectNoTrace(Object.values(exact), tables)).toThrow('public.planted (secret 1, as base64)')
    })

    it('is found in the files after its row was deleted, when no table contains it', async () => {
      const digest = createHash('sha256')
        .update(cvcs[0] ?? '')
        .digest('hex')
      await database.query('create table planted (kept text, id uuid)')
      await database.query(
        `insert into planted values ('${leak()}', null), ('${digest}', null), ('847', '${toUuid(leak())}')`,
      )
      await database.query('delete from planted')
      await database.query('checkpoint')
      expectNoTrace(Object.values(exact), await dump(database))
      const files = readChangedFiles(database.folder, seen)
      expect(() => expectNoTraceInFiles({ 'token 1': leak() }, files)).toThrow(/token 1 \(plain\) in .*pg_wal/)
      expect(() => expectNoTraceInFiles({ 'token 1': leak() }, files)).toThrow(/token 1 \(plain\) in base/)
      expect(() => expectNoTraceInFiles({ 'token 1': leak() }, files)).toThrow(/token 1 \(bytes of its hex\)/)
      expect(() => expectNoTraceInFiles({ digest }, files)).toThrow(/digest \(plain\)/)
    })

    it('is found in the files when it is the CVC of each press', async () => {
      const presses = cvcs.flatMap((cvc) => FLOWS.map((flow) => `('${flow} ${cvc}')`))
      await database.query(`insert into planted (kept) values ${presses.join()}`)
      const files = readChangedFiles(database.folder, seen)
      expect(() => expectNoMoreThanChance(before, [...written, ...files])).toThrow('more often than by chance')
      await database.query('drop table planted')
    })
  })
})

/** Secrets that are long enough to search for, by name. The digests are ones that a shop may think harmless. */
function toExactSecrets(shop: TestShop): Record<string, string> {
  const cards = shop.sandbox.state().cards
  if (cards.length < 2) throw new Error('The gateway has not saved the cards.')
  const digests = cvcs.flatMap((cvc) =>
    ['md5', 'sha256'].map((algorithm) => [`${algorithm} of ${cvc}`, createHash(algorithm).update(cvc).digest('hex')]),
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
    'long CVC': longCvc,
    ...Object.fromEntries(digests),
  }
}

/**
 * The address of the hosted payment page contains the id of its transaction. The customer's browser opens that address, so
 * the id is removed from it before the search, and searched for everywhere else.
 */
const gatewayPage = /\/pay\/[0-9a-f-]{36}\/[\w/-]*/g

const withoutPages = (lines: readonly string[]) => [
  ...new Set(lines.map((line) => line.replaceAll(gatewayPage, '/pay/'))),
]

const filesWithoutPages = (files: readonly DatabaseFile[]) =>
  files.map(({ path, bytes }) => ({
    path,
    bytes: Buffer.from(bytes.toString('latin1').replaceAll(gatewayPage, '/pay/'), 'latin1'),
  }))

/**
 * Four digits occur in any file by chance. The typed CVCs must not have become more frequent than the others: a press that
 * stored its CVC would add one occurrence in each of fifty presses.
 */
function expectNoMoreThanChance(
  before: ReadonlyMap<string, ReadonlyMap<string, number>>,
  files: readonly DatabaseFile[],
): void {
  // A later read of a file replaces the earlier one.
  const after = countByFile(files)
  const growth = (cvc: string) =>
    [...after].reduce((sum, [path, counts]) => sum + (counts.get(cvc) ?? 0) - (before.get(path)?.get(cvc) ?? 0), 0)
  const mean = (of: readonly string[]) => of.reduce((sum, cvc) => sum + growth(cvc), 0) / of.length
  if (mean(cvcs) - mean(unusedCvcs) < FLOWS.length / 2) return
  throw new Error(
    `The typed CVCs occur in the files more often than by chance: ${mean(cvcs)} times, others ${mean(unusedCvcs)} times.`,
  )
}

function countByFile(files: readonly DatabaseFile[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  return new Map(files.map((file) => [file.path, countCvcs([...cvcs, ...unusedCvcs], [file])]))
}

function toUuid(text: string): string {
  return /^[0-9a-f-]{36}$/.test(text) ? text : '00000000-0000-0000-0000-000000000000'
}

/** Every row of every table except Postgres' own, as COPY would write it and as JSON. */
async function dump({ query }: DatabaseOnDisk): Promise<Record<string, string[]>> {
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
