import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { PROBLEM_STATUS, routes } from '@cardfile/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

/** A tenth of the count in `test`, all of it in the soak. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const runs = isSoak ? 100_000 : 10_000

let shop: TestShop
let known: {
  readonly checkoutId: string
  readonly quote: string
  readonly cardId: string
  readonly paymentId: string
  readonly ref: string
}
beforeAll(async () => {
  shop = await openTestShop('embedded', { rateLimits: 'off' })
  const ada = shop.customer('ada')
  const card = await ada.saveCard()
  const checkoutId = ada.newCheckout(1295)
  const payment = await ada.pay(checkoutId)
  const [{ ref }] = (await shop.query('select ref from cardfile_payment limit 1')) as [{ ref: string }]
  known = { checkoutId, quote: (await ada.checkout(checkoutId)).quote, cardId: card.id, paymentId: payment.id, ref }
})
afterAll(() => shop.close())

const nasty = fc.constantFrom(
  '',
  '..',
  '../..',
  '%2e%2e%2f',
  '%00',
  '%',
  '%ff',
  "'; drop table cardfile_payment; --",
  '__proto__',
  'constructor',
  'x'.repeat(5_000),
  '\u202e',
  '💳',
  '-1',
  '1e400',
  '9'.repeat(400),
  '9007199254740993',
  '\ud800',
  'a\u0000b',
  '%c0%ae%c0%ae%2f',
  '..%5c..%5c',
  '/..;/',
  'constructor.prototype',
)

/** JSON values, and texts that only look like JSON. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  nasty,
  fc.constantFrom(null, true, 0, -0, 1e308, 2 ** 53 + 1, [], {}, { __proto__: null }),
)

const text = (body: unknown): string => JSON.stringify(body) ?? ''

const body: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  value.map(text),
  // A payment request with any part of it replaced.
  fc
    .record({
      checkoutId: fc.oneof(fc.constant('known'), value),
      quote: fc.oneof(fc.constant('known'), value),
      method: fc.oneof(
        fc.record({
          type: fc.oneof(fc.constant('saved-card'), value),
          cardId: fc.oneof(fc.constant('known'), value),
          cvc: value,
        }),
        fc.record({
          type: fc.constant('new-card'),
          save: fc.oneof(fc.constant(null), value, fc.record({ consentVersion: value, locale: value })),
        }),
        value,
      ),
      extra: fc.option(value, { nil: undefined }),
    })
    .map((press) =>
      text({
        ...press,
        checkoutId: press.checkoutId === 'known' ? known.checkoutId : press.checkoutId,
        quote: press.quote === 'known' ? known.quote : press.quote,
      }),
    ),
  fc.record({ order_id: fc.oneof(fc.uuid(), value), event: value }).map(text),
  fc.constantFrom(
    '{"__proto__":{"amount":1}}',
    '{"a":1,"a":2}',
    '{'.repeat(2_000),
    '['.repeat(8_000),
    '\ufeff{}',
    'NaN',
    '01',
    '{"a":1e999}',
    '{"checkoutId":"\\ud800"}',
    '{"method":{"type":"saved-card","cardId":"x","constructor":{"prototype":{"amount":1}}}}',
    '{"method":{"__proto__":{"type":"saved-card"}}}',
    `${'['.repeat(7_000)}${']'.repeat(7_000)}`,
    `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
    `{"checkoutId":${'9'.repeat(5_000)}}`,
    `{"order_id":"${'x'.repeat(3_900)}"}`,
    'null',
    '-0',
    '""',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(0xc0, 0xc1, 0xed, 0xf5, 0xff, 0x80), fc.uint8Array({ maxLength: 40 }))
    .map(([first, rest]) => new Uint8Array([0x7b, 0x22, first, ...rest, 0x22, 0x7d])),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
)

const segment = fc.oneof(nasty, fc.uuid(), fc.string({ maxLength: 20 }), fc.constantFrom('known'))

const path = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        ...Object.values(routes),
        { path: '/return/:ref' },
        { path: '/webhooks/:ref' },
        { path: '/webhooks' },
      ),
      segment,
    )
    .map(([route, id]) =>
      route.path.replace(/:(\w+)/, (_, name: string) => {
        const ours: Record<string, string> = {
          checkoutId: known.checkoutId,
          cardId: known.cardId,
          paymentId: known.paymentId,
          ref: known.ref,
        }
        return id === 'known' ? (ours[name] ?? '') : encodeSometimes(id)
      }),
    ),
  fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.map(encodeSometimes).join('/')}`),
)

function encodeSometimes(part: string): string {
  return /^[\w%.-]*$/.test(part) ? part : encodeURIComponent(Buffer.from(part).toString())
}

const headerText = fc.oneof(
  fc.string({ maxLength: 30 }).filter((name) => /^[\x20-\x7e]*$/.test(name)),
  fc.constantFrom('null', '*', 'x'.repeat(8_000)),
)
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND'),
  path,
  body,
  headers: fc.record(
    {
      'content-type': fc.oneof({ weight: 5, arbitrary: fc.constant('application/json') }, headerText),
      origin: fc.oneof({ weight: 5, arbitrary: fc.constant('http://shop.test') }, headerText),
      'idempotency-key': fc.oneof(fc.uuid(), headerText),
      'x-test-customer': fc.oneof({ weight: 5, arbitrary: fc.constant('ada') }, fc.constant('bob')),
      'accept-language': fc.oneof(headerText, fc.constantFrom('x'.repeat(9_000), 'de;q=1e999,*;q=-1', ',,,;;;==')),
      'x-forwarded-for': fc.oneof(
        headerText,
        fc.constantFrom('::1, ,,', `${'1.1.1.1,'.repeat(900)}1`, '[::', '::::::::::'),
      ),
      cookie: fc.constantFrom('a=1; a=2; a=3', 'x'.repeat(64_000), '=;=;=', '__proto__=1'),
      'transfer-encoding': fc.constant('chunked, identity'),
      'content-encoding': fc.constantFrom('gzip', 'br', 'x'),
      'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', 'none', 'same-site'),
      'content-length': fc.constantFrom('5', '999999999', '-1', 'abc'),
    },
    { requiredKeys: [] },
  ),
})

/** Enough measurements to tell growth from noise. The first few do not count: the engine still compiles code. */
const stretches = 10
const warmUp = 4

it(
  `answers each of ${runs} random requests with a documented status, and retains none of them`,
  { timeout: 15 * 60_000 },
  async () => {
    const named = new Set<number>([200, 201, 204, 303, ...Object.values(PROBLEM_STATUS)])
    const prototype = toShape(Object.prototype)
    const heap: number[] = []
    for (let stretch = 0; stretch < stretches; stretch += 1) {
      await fc.assert(
        fc.asyncProperty(request, async (shape) => {
          const url = `http://shop.test/api/cardfile${shape.path}`
          if (!URL.canParse(url)) return
          const hasBody = !['GET', 'HEAD'].includes(shape.method)
          const init = { method: shape.method, headers: shape.headers, ...(hasBody && { body: shape.body }) }
          const answer = await shop.cardfile.handle(new Request(url, init))
          expect(named).toContain(answer.status)
          // No request makes the service unavailable.
          expect(answer.status).toBeLessThan(500)
          expect(toShape(Object.prototype)).toBe(prototype)
          await answer.body?.cancel()
        }),
        { numRuns: runs / stretches },
      )
      heap.push(heapAfterCollection())
    }
    const measured = heap.slice(warmUp)
    const bytesPerRequest = toSlope(measured) / (runs / stretches)
    const inMb = heap.map((bytes) => (bytes / 1e6).toFixed(1)).join(' ')
    if (isSoak)
      process.stdout.write(`${runs} requests, heap in MB: ${inMb}; ${bytesPerRequest.toFixed(1)} bytes each\n`)
    // A retained request is thousands of bytes. The limit is the noise of the garbage collector: 100 bytes in the soak.
    expect(bytesPerRequest).toBeLessThan(isSoak ? 100 : 1_000)
  },
)

it('would notice a server that stores what it receives', () => {
  const kept: unknown[] = []
  const heap = Array.from({ length: stretches }, () => {
    for (let sent = 0; sent < 200; sent += 1) kept.push(Array.from({ length: 300 }, () => sent))
    return heapAfterCollection()
  })
  expect(kept).toHaveLength(200 * stretches)
  expect(toSlope(heap.slice(warmUp)) / 200).toBeGreaterThan(1_000)
})

/** The own properties of an object, which prototype pollution would change. */
function toShape(object: object): string {
  return Reflect.ownKeys(object).map(String).join()
}

/** Growth for each measurement: the slope of the least-squares line. */
function toSlope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length
  const rise = values.reduce((sum, each, at) => sum + (at - middle) * (each - mean), 0)
  return rise / values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
}

/** Sets `--expose-gc` in a running process, so that the test can collect garbage before it measures. */
function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
