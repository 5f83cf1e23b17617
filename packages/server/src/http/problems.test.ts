import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SavedCard } from '@cardfile/contract'
import { createKeyRing } from '../secrets/key-ring.ts'
import { toSigned } from '../secrets/sign.ts'
import { openTestShop, publicUrl, type TestShop } from '../../test/support/shop.ts'

let shop: TestShop
let card: SavedCard
beforeAll(async () => {
  shop = await openTestShop('embedded')
  card = await shop.customer('ada').saveCard()
})
afterAll(() => shop.close())

const codeOf = async (answer: Response) => `${answer.status} ${((await answer.json()) as { code: string }).code}`

/** Sends a payment request with the given faults. */
async function send(change: {
  readonly body?: unknown
  readonly raw?: BodyInit
  readonly headers?: Record<string, string | undefined>
  readonly path?: string
  readonly method?: string
}): Promise<Response> {
  const ada = shop.customer('ada')
  const checkoutId = ada.newCheckout(1295)
  const { quote } = await ada.checkout(checkoutId)
  const headers: Record<string, string | undefined> = {
    'x-test-customer': 'ada',
    origin: 'http://shop.test',
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
    ...change.headers,
  }
  const body = { checkoutId, quote, method: { type: 'new-card', save: null }, ...(change.body as object) }
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const init: RequestInit & { duplex: 'half' } = {
    method: change.method ?? 'POST',
    headers: given,
    duplex: 'half',
    ...(change.method !== 'GET' && { body: change.raw ?? JSON.stringify(body) }),
  }
  return shop.cardfile.handle(new Request(`http://shop.test/api/cardfile${change.path ?? '/payments'}`, init))
}

describe('a payment request is refused with the problem code of its fault when', () => {
  it.each([
    ['its path is unknown', { path: '/nowhere' }, '404 not_found'],
    ['its method is not allowed', { method: 'PUT', headers: { origin: undefined } }, '405 method_not_allowed'],
    ['it comes from another site', { headers: { origin: 'https://evil.test' } }, '403 forbidden_origin'],
    ['it comes from a sandboxed frame', { headers: { origin: 'null' } }, '403 forbidden_origin'],
    [
      'its origin only starts like the shop’s',
      { headers: { origin: 'http://shop.test.evil.test' } },
      '403 forbidden_origin',
    ],
    ['it has neither Origin nor Sec-Fetch-Site', { headers: { origin: undefined } }, '403 forbidden_origin'],
    [
      'a cross-site page sent it without an origin',
      { headers: { origin: undefined, 'sec-fetch-site': 'cross-site' } },
      '403 forbidden_origin',
    ],
    ['it is not JSON by its media type', { headers: { 'content-type': 'text/plain' } }, '415 unsupported_media_type'],
    [
      'it has no media type',
      { headers: { 'content-type': undefined }, raw: new Uint8Array([1]) },
      '415 unsupported_media_type',
    ],
    ['its body is too large', { raw: `{"a":"${'x'.repeat(20_000)}"}` }, '413 payload_too_large'],
    ['it has no session', { headers: { 'x-test-customer': undefined } }, '401 unauthenticated'],
    ['it is not JSON', { raw: '{' }, '400 invalid_request'],
    ['it is not UTF-8', { raw: new Uint8Array([0x22, 0xff, 0x22]) }, '400 invalid_request'],
    ['it is a list', { raw: '[]' }, '400 invalid_request'],
    ['it names an amount', { body: { amount: 1 } }, '400 invalid_request'],
    ['it names a customer', { body: { customerId: 'bob' } }, '400 invalid_request'],
    [
      'it names a token',
      { body: { method: { type: 'saved-card', cardId: 'x', vault_token: 'y' } } },
      '400 invalid_request',
    ],
    ['its CVC is a number', { body: { method: { type: 'saved-card', cardId: 'x', cvc: 123 } } }, '400 invalid_request'],
    [
      'its consent has no version',
      { body: { method: { type: 'new-card', save: { consentVersion: '', locale: 'en' } } } },
      '400 invalid_request',
    ],
    ['it has no idempotency key', { headers: { 'idempotency-key': undefined } }, '400 invalid_request'],
    ['its idempotency key is empty', { headers: { 'idempotency-key': '' } }, '400 invalid_request'],
    ['its idempotency key is too long', { headers: { 'idempotency-key': 'k'.repeat(256) } }, '400 invalid_request'],
    ['its checkout is unknown', { body: { checkoutId: 'nobody-has-this' } }, '404 not_found'],
    ['its quote is invented', { body: { quote: 'e30.AAAA' } }, '400 invalid_request'],
    [
      'the consent text has changed',
      { body: { method: { type: 'new-card', save: { consentVersion: 'older', locale: 'en' } } } },
      '409 consent_changed',
    ],
  ] as const)('%s', async (_, change, expected) => {
    expect(await codeOf(await send(change))).toBe(expected)
  })

  it('its body is endless, while it is still being read', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(4_096))
      },
    })
    expect(await codeOf(await send({ raw: endless }))).toBe('413 payload_too_large')
    expect(sent).toBeLessThan(10)
  })
})

describe('the price', () => {
  it('is the one the button showed: a changed price is answered and waits for a new press', async () => {
    const ada = shop.customer('ada')
    const checkoutId = ada.newCheckout(1295)
    const { quote } = await ada.checkout(checkoutId)
    const shopCheckout = shop.checkouts.get(checkoutId)
    if (shopCheckout === undefined) throw new Error('no checkout')
    shop.checkouts.set(checkoutId, { ...shopCheckout, amount: { value: 1495, currency: 'EUR' } })
    const refused = await ada.press(checkoutId, { quote, cardId: card.id })
    const problem = (await refused.json()) as { code: string; amount: unknown; quote: string }
    expect([refused.status, problem.code, problem.amount]).toEqual([
      409,
      'amount_changed',
      { value: 1495, currency: 'EUR' },
    ])
    expect(await ada.pay(checkoutId, { quote: problem.quote, cardId: card.id })).toMatchObject({
      status: 'succeeded',
      amount: { value: 1495 },
    })
  })

  it('is offered until the end that the checkout names, and no longer', async () => {
    const ada = shop.customer('ada')
    const [inTime, late] = [ada.newCheckout(1295), ada.newCheckout(1295)]
    const [first, second] = [await ada.checkout(inTime), await ada.checkout(late)]
    shop.clock.offsetMs = Date.parse(first.quoteExpiresAt) - Date.now() - 10_000
    expect((await ada.press(inTime, { quote: first.quote, cardId: card.id })).status).toBe(201)
    shop.clock.offsetMs = Date.parse(second.quoteExpiresAt) - Date.now()
    const refused = await ada.press(late, { quote: second.quote, cardId: card.id })
    shop.clock.offsetMs = 0
    expect(await codeOf(refused)).toBe('409 amount_changed')
  })

  it('of one checkout does not pay another', async () => {
    const ada = shop.customer('ada')
    const { quote } = await ada.checkout(ada.newCheckout(100))
    expect(await codeOf(await ada.press(ada.newCheckout(9_900), { quote }))).toBe('400 invalid_request')
  })
})

describe('while the gateway rejects the API key', () => {
  it('answers already_paid for a paid checkout, and unavailable for any other', async () => {
    const refusing = await openTestShop('embedded')
    const ada = refusing.customer('ada')
    const saved = await ada.saveCard()
    const paid = ada.newCheckout(995)
    await ada.pay(paid, { cardId: saved.id })
    const key = { answer: { kind: 'status', status: 401 } } as const
    refusing.sandbox.script({ commit: 'never', ...key })
    await ada.press(ada.newCheckout(995), { cardId: saved.id })
    refusing.sandbox.script(key, { on: 'listOrders', times: 3 })
    const asked = refusing.gatewayRequests.length
    expect(await codeOf(await ada.press(paid, { cardId: saved.id }))).toBe('409 already_paid')
    expect(await codeOf(await ada.press(ada.newCheckout(995), { cardId: saved.id }))).toBe('503 unavailable')
    expect(refusing.gatewayRequests.slice(asked)).not.toContain('POST /v1/orders/')
    await refusing.close()
  })
})

describe('the CVC rule', () => {
  const rules = {
    never: 'never',
    optional: { collect: 'optional', acceptPciScope: 'SAQ-D' },
    required: { collect: 'required', acceptPciScope: 'SAQ-D' },
  } as const

  it.each([
    ['never', undefined, '201'],
    ['never', '123', '422 cvc_not_accepted'],
    ['never', '', '422 cvc_not_accepted'],
    ['optional', undefined, '201'],
    ['optional', '123', '201'],
    ['optional', '12', '422 cvc_malformed'],
    ['optional', '12a', '422 cvc_malformed'],
    ['optional', '', '422 cvc_malformed'],
    ['required', undefined, '422 cvc_required'],
    ['required', '1234', '201'],
  ] as const)('is %s: %j is answered %s', async (rule, cvc, expected) => {
    // oxlint-disable-next-line typescript/no-explicit-any -- only this test writes the read-only options
    ;(shop.options as any).cvc = rules[rule]
    const ada = shop.customer('ada')
    const checkoutId = ada.newCheckout(995)
    expect((await ada.checkout(checkoutId)).cards[0]?.cvc).toBe(rule)
    const answer = await ada.press(checkoutId, { cardId: card.id, ...(cvc !== undefined && { cvc }) })
    const text = await answer.clone().text()
    expect(answer.status === 201 ? '201' : await codeOf(answer)).toBe(expected)
    if (cvc !== undefined && cvc !== '') expect(text).not.toContain(`"${cvc}"`)
  })

  it('reaches the gateway, which declines a wrong one', async () => {
    // oxlint-disable-next-line typescript/no-explicit-any -- only this test writes the read-only options
    ;(shop.options as any).cvc = rules.optional
    const ada = shop.customer('ada')
    expect(await ada.pay(ada.newCheckout(995), { cardId: card.id, cvc: '666' })).toMatchObject({
      status: 'declined',
      decline: { reason: 'cvc_incorrect', advice: 'enter_cvc' },
    })
  })
})

describe('the handler', () => {
  it('answers below its mount point, and where a proxy has stripped that', async () => {
    for (const url of [
      'http://shop.test/api/cardfile/health',
      'http://shop.test/health',
      'http://10.0.0.1:3000/health/',
    ]) {
      const answer = await shop.cardfile.handle(new Request(url))
      expect(await answer.json()).toMatchObject({ gateway: 'ok', surplus: 0, review: 0 })
    }
  })

  it('forbids caching and content sniffing', async () => {
    const answer = await shop.customer('ada').send('GET', '/cards')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })

  it('answers 405 with the allowed methods', async () => {
    const answer = await shop.customer('ada').send('PUT', '/payments')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('answers 404 to a forged return URL, and redirects a signed one to the shop without a session, by GET and by POST', async () => {
    const ada = shop.customer('ada')
    const checkoutId = ada.newCheckout(1295)
    const { id } = await ada.pay(checkoutId)
    const [row] = await shop.query(`select ref from cardfile_payment where id = '${id}'`)
    const ref = String(row?.['ref'])
    const guest = shop.customer(null)
    expect((await guest.send('GET', `/return/${ref}.AAAA`)).status).toBe(404)
    expect((await guest.send('GET', `/return/${ref}`)).status).toBe(404)

    const { url } = (await createKeyRing(shop.options.secret)).current
    // The signed reference decides, whatever order id is given beside it.
    const good = `/return/${await toSigned(url, ref)}?order_id=${crypto.randomUUID()}`
    for (const method of ['GET', 'POST']) {
      const answer = await shop.cardfile.handle(new Request(`${publicUrl}${good}`, { method }))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `http://shop.test/checkout/${checkoutId}`])
    }
    expect(await ada.payment(id)).toMatchObject({ status: 'redirect' })
  })

  it('treats a webhook as a hint, never as evidence', async () => {
    const ada = shop.customer('ada')
    const payment = await ada.pay(ada.newCheckout(1295))
    const [{ order_id: orderId }] = (await shop.query(
      `select order_id from cardfile_payment where id = '${payment.id}'`,
    )) as [{ order_id: string }]
    const gateway = shop.customer(null)
    const claim = { event: 'transaction_status_changed', order_id: orderId, transaction_status: 'completed' }
    expect((await gateway.send('POST', '/webhooks', claim)).status).toBe(200)
    expect((await gateway.send('POST', '/webhooks', { order_id: crypto.randomUUID() })).status).toBe(200)
    expect((await gateway.send('POST', '/webhooks', { order_id: '../../x' })).status).toBe(400)
    expect((await gateway.send('POST', '/webhooks', { order_id: orderId, filler: 'x'.repeat(5_000) })).status).toBe(413)
    expect(await ada.payment(payment.id)).toMatchObject({ status: 'redirect' })
  })
})
