import { createServer, type RequestListener, type Server } from 'node:http'
import { expectNoTrace } from '@cardfile/contract/conformance'
import { Client, Pool } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { assembleCardfile, createCardfile } from '../cardfile.ts'
import { toNodeListener } from '../node.ts'
import type { CardfileOptions } from '../options.ts'
import { createCustomer } from '../../test/support/customer.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'
import type { Diagnosis } from './diagnose.ts'
import { formatDiagnosis } from './format-diagnosis.ts'

const secret = 'H2vqJ8n0xPzr4mYw6LkTbDsGfAcEuIoR1Q3S5V7W9X=='
const minute = 60_000

let listener: RequestListener = (_, response) => response.writeHead(503).end()
let server: Server
let publicUrl: string
beforeAll(async () => {
  server = createServer((request, response) => listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  publicUrl = `http://127.0.0.1:${address.port}/api/cardfile`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Serves a handler at `publicUrl`. */
const mount = (cardfile: Parameters<typeof toNodeListener>[0]) => {
  const listen = toNodeListener(cardfile)
  listener = (request, response) => void listen(request, response)
}

const codes = ({ diagnostics }: Diagnosis) => diagnostics.map(({ level, code }) => `${level} ${code}`)

describe.each(DATABASE_KINDS)('on the %s database, the doctor', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind, { secret, cvc: 'never' })
    mount(shop.cardfile)
    await shop.customer('ada').pay(shop.customer('ada').newCheckout(1295))
  })
  afterAll(() => shop.close())
  afterEach(() => {
    shop.clock.offsetMs = 0
  })

  /** Runs the doctor on the same shop with other options, and closes it. */
  async function examine(change: Partial<CardfileOptions>): Promise<Diagnosis> {
    const cardfile = assembleCardfile({ ...shop.options, publicUrl, ...change }, shop.clock)
    const diagnosis = await cardfile.doctor()
    await cardfile.close()
    return diagnosis
  }
  const gatewayWith = (change: Partial<CardfileOptions['gateway']>) => ({ ...shop.options.gateway, ...change })

  it('reports nothing for sound wiring, and leaves the shop running', async () => {
    let closed = 0
    const { database } = shop.options
    const counted = 'open' in database ? { ...database, close: async () => void (closed += 1) } : database
    const cardfile = assembleCardfile({ ...shop.options, publicUrl, database: counted }, shop.clock)
    mount(cardfile)
    const isServing = async () => (await createCustomer({ ...shop, cardfile }, 'ada').send('GET', '/cards')).status
    expect(await isServing()).toBe(200)
    expect(await cardfile.doctor()).toMatchObject({ isFine: true, diagnostics: [], questionnaire: { name: 'SAQ A' } })
    expect([await isServing(), closed]).toEqual([200, 0])
    await cardfile.close()
    mount(shop.cardfile)
  })

  it('reports a key that the gateway rejects', async () => {
    const diagnosis = await examine({ gateway: gatewayWith({ apiKey: 'another_key' }) })
    expect([diagnosis.isFine, codes(diagnosis)]).toEqual([false, ['error gateway-key-rejected']])
  })

  it('reports an unreachable gateway, a wrong base URL, and one that would send the key unencrypted', async () => {
    const { fetch: _, ...gateway } = { ...shop.options.gateway, baseUrl: 'http://127.0.0.1:9' }
    expect(codes(await examine({ gateway }))).toEqual(['error gateway-unreachable'])
    const elsewhere = gatewayWith({ baseUrl: `${shop.options.gateway.baseUrl}/elsewhere` })
    expect(codes(await examine({ gateway: elsewhere }))).toEqual(['error gateway-read-rejected'])
    const asked = shop.gatewayRequests.length
    expect(codes(await examine({ gateway: gatewayWith({ baseUrl: 'http://gateway.example' }) }))).toEqual([
      'error gateway-insecure',
    ])
    expect(shop.gatewayRequests.length).toBe(asked)
  })

  it('recognises a test key in live mode by the orders it creates', async () => {
    const diagnosis = await examine({ gateway: gatewayWith({ mode: 'live' }) })
    const embedded = kind === 'embedded' ? ['error database-embedded'] : []
    expect(codes(diagnosis)).toEqual(['error gateway-mode', ...embedded])
  })

  it('notes that the mode of a key is unverified while there is no order', async () => {
    const gateway = gatewayWith({
      fetch: async (input, init) => withoutOrders(await shop.options.gateway.fetch?.(input, init)),
    })
    const diagnosis = await examine({ gateway })
    expect([diagnosis.isFine, codes(diagnosis)]).toEqual([true, ['note gateway-mode-unverified']])
  })

  it('reports clocks that differ, and the consequence', async () => {
    shop.clock.offsetMs = minute
    const dated = (ms: number) =>
      gatewayWith({
        fetch: async (input, init) => {
          const answer = await shop.options.gateway.fetch?.(input, init)
          return new Response(answer?.body, { headers: { date: new Date(Date.now() + ms).toUTCString() } })
        },
      })
    expect(codes(await examine({ gateway: dated(minute) }))).toEqual(['warning clock-skew'])
    expect(codes(await examine({ gateway: dated(0) }))).toEqual(['warning clock-skew', 'warning clock-skew'])
    shop.clock.offsetMs = 6 * minute
    expect(codes(await examine({ gateway: dated(0) }))).toEqual(['error clock-skew', 'warning clock-skew'])
    shop.clock.offsetMs = 0
    expect(codes(await examine({ gateway: dated(0) }))).toEqual([])
  })

  it('reports saved cards that no given secret opens', async () => {
    const card = await shop.customer('ada').saveCard()
    const other = secret.slice(20) + secret.slice(0, 20)
    expect(codes(await examine({ secret: other }))).toEqual(['error secret-missing'])
    expect(codes(await examine({ secret: { current: other, previous: [secret] } }))).toEqual([])
    await shop.customer('ada').send('DELETE', `/cards/${card.id}`)
    expect(codes(await examine({ secret: other }))).toEqual([])
  })

  it('prints no secret, whatever it reports', async () => {
    const apiKey = 'live_key_that_nobody_may_read'
    const weak = 'password password password password'
    const database = new Pool({ connectionString: 'postgres://cardfile:a-database-password@127.0.0.1:9/shop' })
    const diagnosis = await examine({ secret: weak, database, gateway: gatewayWith({ apiKey }) })
    expect(codes(diagnosis)).toEqual([
      'error gateway-key-rejected',
      'error database-unreachable',
      'warning secret-weak',
    ])
    expectNoTrace([weak, apiKey, 'a-database-password'], {
      data: JSON.stringify(diagnosis),
      text: formatDiagnosis(diagnosis),
    })
    await database.end()
  })
})

/** The gateway's answer with the orders removed. */
function withoutOrders(answer: Response | undefined): Response {
  return Response.json([], { status: answer?.status ?? 500 })
}

describe('the doctor', () => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop('postgres', { secret, cvc: 'never' })
    await shop.customer('ada').pay(shop.customer('ada').newCheckout(1295))
  })
  afterAll(() => shop.close())

  async function examine(change: Partial<CardfileOptions>): Promise<Diagnosis> {
    return createCardfile({ ...shop.options, publicUrl, ...change }).doctor()
  }

  it.each([
    ['https://shop.example/api/cardfile?x=1', [], 'error public-url-malformed'],
    ['https://shop.example/api/cardfile#top', [], 'error public-url-malformed'],
    ['https://ada@shop.example/api/cardfile', [], 'error public-url-malformed'],
    ['http://shop.invalid/api/cardfile', [], 'warning public-url-insecure'],
    ['http://127.evil.invalid/api/cardfile', [], 'warning public-url-insecure'],
    ['https://shop.invalid/api/cardfile', ['http://shop.invalid'], 'warning public-url-insecure'],
    ['https://shop.invalid/api/cardfile', [], 'warning public-url-unreachable'],
  ])('checks the URL of the handler: %s', async (url, origins, code) => {
    expect(codes(await examine({ publicUrl: url, origins }))).toContain(code)
  })

  it('accepts a trailing slash, and https behind a proxy', async () => {
    mount(shop.cardfile)
    expect(codes(await examine({ publicUrl: `${publicUrl}/` }))).toEqual([])
    const behindTls = codes(await examine({ publicUrl: 'https://shop.invalid/api/cardfile', trustedProxies: 1 }))
    expect(behindTls).toEqual(['warning public-url-unreachable'])
  })

  it('reports a different server at the URL of the handler', async () => {
    const other: Record<string, RequestListener> = {
      nothing: (_, response) => response.writeHead(404).end(),
      page: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Shop</h1>'),
      redirect: (_, response) => response.writeHead(302, { location: `${publicUrl}/health` }).end(),
      flood: (_, response) => response.writeHead(200).end('x'.repeat(100_000)),
    }
    for (const answer of Object.values(other)) {
      listener = answer
      expect(codes(await examine({}))).toEqual(['warning public-url-foreign'])
      expect((await examine({ gateway: { ...shop.options.gateway, mode: 'live' } })).isFine).toBe(false)
    }
    mount(shop.cardfile)
  })

  it.each([
    [() => '/checkout/42', []],
    [() => 'http://127.0.0.1:9/checkout/42', ['error return-foreign']],
    [() => '//evil.example/', ['error return-foreign']],
    [
      () => {
        throw new Error('no such checkout')
      },
      ['warning return-throws'],
    ],
  ])('checks the page that customers come back to: %s', async (returnTo, found) => {
    mount(shop.cardfile)
    expect(codes(await examine({ returnTo }))).toEqual(found)
  })

  it('accepts a return to an origin named in the options', async () => {
    mount(shop.cardfile)
    const origins = ['https://checkout.shop.example']
    expect(codes(await examine({ origins, returnTo: () => 'https://checkout.shop.example/42' }))).toEqual([])
  })

  it('asks for the number of proxies where there is probably one', async () => {
    expect(codes(await examine({ publicUrl: 'https://shop.invalid/api/cardfile' }))).toContain(
      'warning trusted-proxies-unset',
    )
  })

  it.each([
    ['short', 'error secret-short'],
    ['', 'error secret-short'],

    ['x'.repeat(40), 'warning secret-weak'],
    ['Zk3!qV9#'.repeat(5), 'warning secret-weak'],
    ['please-CHANGE-ME-before-you-go-live-8372', 'warning secret-weak'],
    ['4f1c9be07a2d4e6f8a90b1c2d3e4f50617283940a1b2c3d4e5f60718293a4b5c', undefined],
    ['correct horse battery staple liquid mango', undefined],
  ])('rates the secret %j', async (text, found) => {
    mount(shop.cardfile)
    expect(codes(await examine({ secret: text }))).toEqual(found === undefined ? [] : [found])
    const live = await examine({ secret: text, gateway: { ...shop.options.gateway, mode: 'live' } })
    expect(codes(live).some((code) => code.startsWith('error secret'))).toBe(found !== undefined)
  })

  it('rates previous secrets too, and reports one that is the API key', async () => {
    mount(shop.cardfile)
    expect(codes(await examine({ secret: { current: secret, previous: ['short'] } }))).toEqual(['error secret-short'])
    const apiKey = secret.slice(20) + secret.slice(0, 20)
    expect(codes(await examine({ secret: apiKey, gateway: { ...shop.options.gateway, apiKey } }))).toContain(
      'error secret-shared',
    )
  })

  it('reports rehearsal options, which live mode refuses', async () => {
    mount(shop.cardfile)
    expect(codes(await examine({ rateLimits: 'off', timeScale: 0.05 }))).toEqual([
      'warning rate-limits-off',
      'warning time-scaled',
    ])
    const live = { ...shop.options, gateway: { ...shop.options.gateway, mode: 'live' } } as const
    expect(() => createCardfile({ ...live, rateLimits: 'off' })).toThrow('rateLimits')
    expect(() => createCardfile({ ...live, timeScale: 0.05 })).toThrow('timeScale')
  })

  it.each([
    [() => ({ version: '', text: 'Keep my card.' })],
    [() => ({ version: 'v'.repeat(65), text: 'Keep my card.' })],
    [() => ({ version: 'v1', text: '' })],
    [() => ({ version: 'v1', text: 'Keep my card.', locale: 'en_GB' })],
    [
      () => {
        throw new Error('no such locale')
      },
    ],
  ])('reports a consent text that cannot be agreed to: %s', async (consent) => {
    mount(shop.cardfile)
    expect(codes(await examine({ consent }))).toEqual(['error consent-invalid'])
    expect(codes(await examine({ consent: () => ({ version: 'v1', text: 'Keep my card.' }) }))).toEqual([])
  })

  it('reports missing tables, and creates none', async () => {
    mount(shop.cardfile)
    const admin = new Client({ connectionString: inject('postgresUrl') })
    await admin.connect()
    const name = `bare_${crypto.randomUUID().replaceAll('-', '')}`
    await admin.query(`create database ${name}`)
    await admin.end()
    const database = new Pool({ connectionString: inject('postgresUrl').replace(/\/postgres$/, `/${name}`) })
    expect(codes(await examine({ database, migrate: 'manual' }))).toEqual(['error tables-behind'])
    expect(codes(await examine({ database }))).toEqual(['note tables-behind'])
    expect((await database.query('select * from pg_tables where tablename like $1', ['cardfile%'])).rows).toEqual([])
    await database.end()
  })

  it.each([
    ['never', 'SAQ A', "`cvc` is 'never'"],
    [{ collect: 'optional', acceptPciScope: 'SAQ-D' }, 'SAQ D', "`cvc.collect` is 'optional'"],
    [{ collect: 'required', acceptPciScope: 'SAQ-D' }, 'SAQ D', "`cvc.collect` is 'required'"],
    [{ collect: () => 'never', acceptPciScope: 'SAQ-D' }, 'SAQ D', '`cvc.collect` is a function'],
  ] as const)('names the questionnaire that %j implies, and why', async (cvc, name, reason) => {
    mount(shop.cardfile)
    const { questionnaire, isFine } = await examine({ cvc })
    expect([isFine, questionnaire.name]).toEqual([true, name])
    expect(questionnaire.reason).toContain(reason)
  })
})
