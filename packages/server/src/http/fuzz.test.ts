import fc from 'fast-check'
import { PROBLEM_STATUS, routes } from '@cardfile/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../testing/shop.ts'

/** A tenth of the count in `test`, all of it in the soak. */
const runs = process.env['CARDFILE_SOAK'] === '1' ? 100_000 : 10_000

let shop: TestShop
let known: {
  readonly checkoutId: string
  readonly quote: string
  readonly cardId: string
  readonly paymentId: string
  readonly ref: string
}
beforeAll(async () => {
  shop = await openTestShop('embedded', { budgets: 'off' })
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
)

/** Values that JSON can hold, and a few texts that only look like JSON. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  nasty,
  fc.constantFrom(null, true, 0, -0, 1e308, 2 ** 53 + 1, [], {}, { __proto__: null }),
)

const text = (body: unknown): string => JSON.stringify(body) ?? ''

const body: fc.Arbitrary<string | Uint8Array<ArrayBuffer>> = fc.oneof(
  value.map(text),
  // As a press would be, with any part of it replaced.
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
  ),
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
  return /^[\w%.-]*$/.test(part) ? part : encodeURIComponent(part)
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
      'accept-language': headerText,
      'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', 'none', 'same-site'),
      'content-length': fc.constantFrom('5', '999999999', '-1', 'abc'),
    },
    { requiredKeys: [] },
  ),
})

it(`answers any of ${runs} requests with something it has a name for`, { timeout: 15 * 60_000 }, async () => {
  const named = new Set<number>([200, 201, 204, 303, ...Object.values(PROBLEM_STATUS)])
  await fc.assert(
    fc.asyncProperty(request, async (shape) => {
      const url = `http://shop.test/api/cardfile${shape.path}`
      if (!URL.canParse(url)) return
      const hasBody = !['GET', 'HEAD'].includes(shape.method)
      const init = { method: shape.method, headers: shape.headers, ...(hasBody && { body: shape.body }) }
      const answer = await shop.cardfile.handle(new Request(url, init))
      expect(named).toContain(answer.status)
      // Nothing that was sent makes the service unavailable.
      expect(answer.status).toBeLessThan(500)
      expect(Object.prototype).not.toHaveProperty('amount')
    }),
    { numRuns: runs, interruptAfterTimeLimit: 14 * 60_000 },
  )
})
