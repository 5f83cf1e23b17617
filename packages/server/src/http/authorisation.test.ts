import { routes } from '@cardfile/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../testing/shop.ts'

let shop: TestShop
/** What belongs to ada, by the name of the parameter that names it; and a card that she has removed. */
let owned: Readonly<Record<string, string>>
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

const idOf = (path: string) => /:(\w+)/.exec(path)?.[1]
const withId = Object.entries(routes).flatMap(([name, { method, path }]) => {
  const id = idOf(path)
  return id === undefined ? [] : [{ name, method, path, id }]
})

/** Ids that are nobody's, in every shape an id can have. */
const missing = [
  crypto.randomUUID(),
  crypto.randomUUID().toUpperCase(),
  'x',
  '1',
  '%20',
  '..%2f..',
  'null',
  'a'.repeat(128),
  'a'.repeat(129),
]

async function send(customerId: string | null, method: string, path: string) {
  const answer = await shop.customer(customerId).send(method, path)
  return { status: answer.status, text: await answer.text() }
}

const toPath = (path: string, id: string, value: string) => path.replace(`:${id}`, value)

describe.each(withId)('$method $path', ({ method, path, id }) => {
  const at = (value: string) => toPath(path, id, value)

  it('asks a stranger to sign in, whoever’s the thing is', async () => {
    for (const value of [owned[id] ?? '', ...missing]) expect((await send(null, method, at(value))).status).toBe(401)
  })

  it('tells another customer exactly what it tells about something that does not exist', async () => {
    const foreign = await send('bob', method, at(owned[id] ?? ''))
    expect(foreign.status).toBe(404)
    for (const value of missing) expect(await send('bob', method, at(value))).toEqual(foreign)
  })
})

it.each(withId.filter(({ id }) => id === 'cardId'))(
  '$method $path tells the owner of a removed card the same',
  async ({ method, path, id }) => {
    const removed = await send('ada', method, toPath(path, id, removedCardId))
    expect(await send('ada', method, toPath(path, id, crypto.randomUUID()))).toEqual(removed)
  },
)

it.each(withId.filter(({ method }) => method === 'GET'))(
  '$method $path answers the owner',
  async ({ method, path, id }) => {
    expect((await send('ada', method, toPath(path, id, owned[id] ?? ''))).status).toBe(200)
  },
)

it('gives a customer who charges another’s card, a removed card or no card at all the same answer', async () => {
  const bob = shop.customer('bob')
  const answers = await Promise.all(
    [owned['cardId'] ?? '', removedCardId, crypto.randomUUID(), 'x'].map(async (cardId) => {
      const answer = await bob.press(bob.newCheckout(995), { cardId })
      return { status: answer.status, text: await answer.text() }
    }),
  )
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]?.status).toBe(404)
})

/** Where a state-changing request may come from: every other shape is refused before anything is read. */
const own = 'http://shop.test'
const origins: readonly (readonly [string | undefined, string | undefined, boolean])[] = [
  [own, undefined, true],
  [own, 'same-origin', true],
  [undefined, 'same-origin', true],
  [undefined, undefined, false],
  [undefined, 'none', false],
  [undefined, 'same-site', false],
  [undefined, 'cross-site', false],
  [undefined, 'SAME-ORIGIN', false],
  ['null', undefined, false],
  ['null', 'same-origin', false],
  ['', undefined, false],
  ['https://evil.test', undefined, false],
  ['https://evil.test', 'same-origin', false],
  ['https://evil.test', 'cross-site', false],
  ['https://shop.test', undefined, false],
  ['http://shop.test:80', undefined, false],
  ['http://shop.test:8080', undefined, false],
  ['http://shop.test/', undefined, false],
  ['http://SHOP.test', undefined, false],
  ['http://shop.test.evil.test', undefined, false],
  ['http://evil-shop.test', undefined, false],
  ['http://sub.shop.test', undefined, false],
  ['http://shop.test@evil.test', undefined, false],
  ['http://shop.test#', undefined, false],
  ['http://shop.test, https://evil.test', undefined, false],
  ['file://', undefined, false],
  ['chrome-extension://abcdef', undefined, false],
  ['*', undefined, false],
]
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

it('lets the pages of a named origin in, with credentials, and no others', async () => {
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
