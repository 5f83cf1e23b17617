import { type Route, routes } from '@cardfile/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'
import { gatewayRoutes } from './gateway-routes.ts'

let shop: TestShop
/** Ada's ids by route parameter, and a card that she has removed. */
let owned: Readonly<Record<'checkoutId' | 'cardId' | 'paymentId', string>>
let removedCardId: string
beforeAll(async () => {
  shop = await openTestShop('embedded')
  const ada = shop.customer('ada')
  const removed = await ada.saveCard('5544330000000037')
  await ada.send('DELETE', `/cards/${removed.id}`)
  removedCardId = removed.id
  const card = await ada.saveCard()
  const checkoutId = ada.newCheckout(1295)
  const payment = await ada.pay(checkoutId)
  owned = { checkoutId, cardId: card.id, paymentId: payment.id }
})
afterAll(() => shop.close())

type RouteName = keyof typeof routes
type Parameter = keyof typeof owned

/** The answer of a route to each caller. `same`: byte for byte the answer to an id that does not exist. */
interface Row {
  readonly guest: 401 | 'open'
  readonly other: 'same' | 'own'
  readonly owner: readonly number[]
  /** The owner of a removed object: only cards can be removed. */
  readonly formerOwner: 'same' | 'own'
}

/** One row for each route of the contract: a missing or an extra row does not compile. */
const MATRIX: Readonly<Record<RouteName, Row>> = {
  getCheckout: { guest: 401, other: 'same', owner: [200], formerOwner: 'own' },
  // Without a body it is malformed for every caller; the tests below send one.
  pay: { guest: 401, other: 'own', owner: [400], formerOwner: 'own' },
  getPayment: { guest: 401, other: 'same', owner: [200], formerOwner: 'own' },
  cancelPayment: { guest: 401, other: 'same', owner: [200], formerOwner: 'own' },
  listSavedCards: { guest: 401, other: 'own', owner: [200], formerOwner: 'own' },
  removeSavedCard: { guest: 401, other: 'same', owner: [204], formerOwner: 'same' },
  setDefaultCard: { guest: 401, other: 'same', owner: [200], formerOwner: 'same' },
  getHealth: { guest: 'open', other: 'own', owner: [200], formerOwner: 'own' },
}

/** The routes of the gateway, authenticated by a signature and never by a session. */
const GATEWAY_ROUTES = ['/return/:ref', '/webhooks/:ref', '/webhooks']

it('has a row for every route of the contract', () => {
  const open = () => Promise.reject(new Error('No test calls it.'))
  expect(Object.keys(MATRIX).toSorted()).toEqual(Object.keys(routes).toSorted())
  expect(Object.keys(gatewayRoutes(open))).toEqual(GATEWAY_ROUTES)
})

/** Ids that do not exist, in every form of an id. */
const missing = [
  crypto.randomUUID(),
  crypto.randomUUID().toUpperCase(),
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  `{${crypto.randomUUID()}}`,
  `${crypto.randomUUID()}%00`,
  `${crypto.randomUUID()}%20`,
  'x',
  '0',
  '1',
  '-1',
  '1e3',
  '%20',
  '%00',
  '%ff',
  '%',
  '..%2f..',
  '%2e%2e%2f',
  'null',
  'undefined',
  'true',
  '__proto__',
  'constructor',
  '%27%20or%20%271%27%3d%271',
  '%25',
  '*',
  '%F0%9F%92%B3',
  'a'.repeat(128),
  'a'.repeat(129),
  'a'.repeat(4_000),
]

const cases = Object.entries(MATRIX).map(([name, row]) => {
  const route: Route = routes[name as RouteName]
  return {
    ...row,
    name,
    method: route.method,
    path: route.path,
    id: /:(\w+)/.exec(route.path)?.[1] as Parameter | undefined,
  }
})

async function send(customerId: string | null, method: string, path: string) {
  const answer = await shop.customer(customerId).send(method, path, method === 'POST' ? {} : undefined)
  return { status: answer.status, headers: [...answer.headers], text: await answer.text() }
}

describe.each(cases)('$method $path', ({ method, path, id, guest, other, formerOwner }) => {
  const at = (value: string) => path.replace(/:\w+/, value)
  const mine = () => (id === undefined ? '' : owned[id])
  const shapes = id === undefined ? [''] : missing

  it('answers 401 without a session, unless the route is public', async () => {
    for (const value of [mine(), ...shapes]) {
      const { status } = await send(null, method, at(value))
      expect(status === 401 ? 401 : 'open').toBe(guest)
    }
  })

  it('answers another customer exactly as it answers for an id that does not exist', async () => {
    const foreign = await send('bob', method, at(mine()))
    if (other === 'own') {
      for (const secret of Object.values(owned)) expect(foreign.text).not.toContain(secret)
      return
    }
    expect(foreign.status).toBe(404)
    for (const value of shapes) expect([value, await send('bob', method, at(value))]).toEqual([value, foreign])
  })

  it('answers the former owner of a removed card the same', async () => {
    const removed = await send('ada', method, at(id === 'cardId' ? removedCardId : crypto.randomUUID()))
    expect(removed.text).not.toContain(removedCardId)
    if (formerOwner === 'same') expect(removed).toEqual(await send('ada', method, at(crypto.randomUUID())))
  })
})

it('answers a charge of another customer’s card, a removed card and a missing card alike', async () => {
  const bob = shop.customer('bob')
  const answers = await Promise.all(
    [owned.cardId, removedCardId, crypto.randomUUID(), 'x'].map(async (cardId) => {
      const answer = await bob.press(bob.newCheckout(995), { cardId })
      return { status: answer.status, text: await answer.text() }
    }),
  )
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]?.status).toBe(404)
})

/** Last, because one route removes the card. */
describe.each(cases.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE')))(
  'to the owner $method $path',
  ({ method, path, id, owner }) => {
    it('answers its owner, also after every other customer has tried', async () => {
      expect(owner).toContain(
        (await send('ada', method, path.replace(/:\w+/, id === undefined ? '' : owned[id]))).status,
      )
    })
  },
)

/**
 * `Origin`, `Sec-Fetch-Site`, and whether a state-changing request with them is accepted. Any other is refused before its
 * body is read.
 */
const own = 'http://shop.test'
const origins: readonly (readonly [string | undefined, string | undefined, boolean])[] = [
  [own, undefined, true],
  [own, 'same-origin', true],
  [undefined, 'same-origin', true],
  // No browser sends this pair, and a client that does carries no cookie.
  [own, 'cross-site', true],
  [undefined, undefined, false],
  [undefined, '', false],
  [undefined, 'none', false],
  [undefined, 'same-site', false],
  [undefined, 'cross-site', false],
  [undefined, 'SAME-ORIGIN', false],
  [undefined, 'same-origin, cross-site', false],
  [undefined, 'cross-site, same-origin', false],
  [undefined, '"same-origin"', false],
  [undefined, 'same-origin;x', false],
  ['null', undefined, false],
  ['null', 'same-origin', false],
  ['null', 'cross-site', false],
  ['', undefined, false],
  ['', 'same-origin', false],
  ['undefined', 'same-origin', false],
  ['https://evil.test', undefined, false],
  ['https://evil.test', 'same-origin', false],
  ['https://evil.test', 'same-site', false],
  ['https://evil.test', 'cross-site', false],
  ['https://evil.test', 'none', false],
  ['https://shop.test', undefined, false],
  ['http://shop.test:80', undefined, false],
  ['http://shop.test:8080', undefined, false],
  ['http://shop.test:0', undefined, false],
  ['http://shop.test/', undefined, false],
  ['http://shop.test/api/cardfile', undefined, false],
  ['http://shop.test?', undefined, false],
  ['http://shop.test#', undefined, false],
  ['http://shop.test.', undefined, false],
  ['http://SHOP.test', undefined, false],
  ['HTTP://shop.test', undefined, false],
  ['http:/shop.test', undefined, false],
  ['http:\\\\shop.test', undefined, false],
  ['//shop.test', undefined, false],
  ['shop.test', undefined, false],
  ['http://shop.test.evil.test', undefined, false],
  ['http://evil-shop.test', undefined, false],
  ['http://evilshop.test', undefined, false],
  ['http://shoptest', undefined, false],
  ['http://sub.shop.test', undefined, false],
  ['http://shop.test@evil.test', undefined, false],
  ['http://user@shop.test', undefined, false],
  ['http://evil.test/http://shop.test', undefined, false],
  ['http://shop.test, https://evil.test', undefined, false],
  ['http://shop.test https://evil.test', undefined, false],
  ['http://shop.test,', undefined, false],
  ['http://shop%2etest', undefined, false],
  ['http://xn--shp-0na.test', undefined, false],
  ['http://127.0.0.1', undefined, false],
  ['http://[::1]', undefined, false],
  ['file://', undefined, false],
  ['data:', undefined, false],
  ['blob:http://shop.test', undefined, false],
  ['chrome-extension://abcdef', undefined, false],
  ['*', undefined, false],
]

it('tries more than forty origins', () => {
  expect(origins.length).toBeGreaterThanOrEqual(40)
})

const changing = Object.values(routes).filter(({ method }) => method !== 'GET')

describe.each(changing)('$method $path', ({ method, path }) => {
  it.each(origins)('from origin %j, fetched %j: allowed is %j', async (origin, site, isAllowed) => {
    const request = new Request(`${own}/api/cardfile${path.replace(/:\w+/, crypto.randomUUID())}`, {
      method,
      headers: {
        'x-test-customer': 'bob',
        ...(origin !== undefined && { origin }),
        ...(site !== undefined && { 'sec-fetch-site': site }),
      },
    })
    expect((await shop.cardfile.handle(request)).status === 403).toBe(!isAllowed)
  })
})

it('allows the pages of an origin that the shop names, with credentials, and no others', async () => {
  const partner = await openTestShop('embedded', { origins: ['https://app.shop.test'] })
  const ask = (origin: string) =>
    partner.cardfile.handle(
      new Request(`${own}/api/cardfile/payments`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'idempotency-key',
        },
      }),
    )
  const allowed = (await ask('https://app.shop.test')).headers
  expect(allowed.get('access-control-allow-origin')).toBe('https://app.shop.test')
  expect(allowed.get('access-control-allow-credentials')).toBe('true')
  expect((await ask('https://evil.test')).headers.get('access-control-allow-origin')).toBeNull()
  await partner.close()
})
