import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'

const order = { currency: 'EUR', amount: 1295 }
const withCard = (transaction: Record<string, unknown>) => ({
  ...order,
  transactions: [{ payment_method: 'credit-card', ...transaction }],
})

describe('an invalid body', () => {
  it.each([
    ['amount', { currency: 'EUR' }],
    ['amount', { ...order, amount: 0 }],
    ['amount', { ...order, amount: -1 }],
    ['amount', { ...order, amount: 12.95 }],
    ['amount', { ...order, amount: '1295' }],
    ['amount', { ...order, amount: 2 ** 60 }],
    ['currency', { amount: 1 }],
    ['currency', { ...order, currency: 'EURO' }],
    ['currency', { ...order, currency: 'XXX' }],
    ['return_url', { ...order, return_url: 'javascript:alert(1)' }],
    ['webhook_url', { ...order, webhook_url: '/hooks' }],
    ['expiration_period', { ...order, expiration_period: '30 minutes' }],
    ['expiration_period', { ...order, expiration_period: 'PT0S' }],
    ['expiration_period', { ...order, capture_mode: 'delayed', transactions: [{ payment_method: 'credit-card' }] }],
    ['capture_mode', { ...order, capture_mode: 'later' }],
    ['payment_methods', { ...order, payment_methods: [] }],
    ['merchant_order_id', { ...order, merchant_order_id: 5 }],
    ['extra', { ...order, extra: 'text' }],
    ['extra', { ...order, extra: [1] }],
    ['customer', { ...order, customer: ['Ada'] }],
    ['transactions[0]', { ...order, transactions: [['credit-card']] }],
    ['customer.email_address', { ...order, customer: { email_address: 'nobody' } }],
    [
      'customer.additional_addresses[0].country',
      { ...order, customer: { additional_addresses: [{ country: 'Germany' }] } },
    ],
    [
      'order_lines[1].quantity',
      {
        ...order,
        order_lines: [
          { name: 'a', quantity: 1, amount: 1 },
          { name: 'b', quantity: 0, amount: 1 },
        ],
      },
    ],
    ['transactions', { ...order, transactions: {} }],
    ['transactions[0].payment_method', { ...order, transactions: [{}] }],
    ['transactions[0].cvc', withCard({ one_click_type: 'one-click', vault_token: 't', cvc: '12' })],
    ['transactions[0].cvc', withCard({ one_click_type: 'one-click', vault_token: 't', cvc: '12a' })],
    ['transactions[0].cvc', withCard({ one_click_type: 'one-click', vault_token: 't', cvc: 123 })],
    ['transactions[0].payment_method_details.cvc', withCard({ payment_method_details: { cvc: '12345' } })],
    ['transactions[0].one_click_type', withCard({ one_click_type: 'second' })],
    ['transactions[0].vault_token', withCard({ one_click_type: 'one-click' })],
  ])('answers 400 naming %s', async (path, body) => {
    const { call, sandbox } = openGateway()
    const { status, body: answer } = await call('POST', '/v1/orders/', body)
    expect(status).toBe(400)
    expect(answer.error).toMatchObject({ status: 400, type: 'BadRequest', property_path: path })
    expect(sandbox.orders.list()).toEqual([])
  })

  it.each([
    ['nothing', ''],
    ['half a document', '{"amount":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['text', '"order"'],
    ['a million opening brackets', '['.repeat(999_000)],
    ['deep nesting', `{"extra":${'{"a":'.repeat(500)}1${'}'.repeat(501)}`],
    ['more than a megabyte', JSON.stringify({ ...order, description: 'x'.repeat(1_100_000) })],
  ])('answers 400 for %s', async (_, body) => {
    const { call } = openGateway()
    expect((await call('POST', '/v1/orders/', body)).body.error.type).toBe('BadRequest')
  })

  it('answers 400 when it is not UTF-8', async () => {
    const { sandbox } = openGateway()
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])
    const headers = { authorization: `Basic ${btoa('test_key:')}` }
    const answer = await sandbox.fetch(new Request('http://sandbox.test/v1/orders/', { method: 'POST', body, headers }))
    expect(answer.status).toBe(400)
  })
})

describe('a valid body', () => {
  it('may hold unknown fields, and null for fields left out', async () => {
    const { call } = openGateway()
    const body = { ...order, unknown: { a: 1 }, description: null, customer: { first_name: null, shoe_size: 42 } }
    const { status, body: answer } = await call('POST', '/v1/orders/', {
      ...body,
      transactions: [{ payment_method: 'credit-card', risk: 'low' }],
    })
    expect(status).toBe(201)
    expect(answer).not.toHaveProperty('unknown')
    expect(answer).not.toHaveProperty('description')
  })

  it('may hold empty arrays for empty objects, as PHP encodes them', async () => {
    const { call } = openGateway()
    const empty = { extra: [], customer: [], client: [] }
    const { status, body } = await call('POST', '/v1/orders/', {
      ...withCard({ payment_method_details: [] }),
      ...empty,
    })
    expect([status, body.extra, body.customer]).toEqual([201, {}, {}])
  })

  it('cannot pollute a prototype', async () => {
    const { call } = openGateway()
    const text =
      '{"currency":"EUR","amount":1,"__proto__":{"polluted":1},"extra":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}'
    const { status, body } = await call('POST', '/v1/orders/', text)
    expect(status).toBe(201)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.keys(body.extra ?? {})).toEqual([])
  })

  it('never leads to an answer or state with its security code, card number or unknown token', async () => {
    const { call, sandbox } = openGateway()
    const details = { cvc: '847', vault_token: 'unknown-token', one_click_type: 'one-click', pan: '4111111111111111' }
    const { body } = await call('POST', '/v1/orders/', withCard({ payment_method_details: details }))
    const seen = JSON.stringify([body, sandbox.state(), sandbox.orders.list(), sandbox.requests.list()])
    for (const secret of ['847', '4111111111111111', 'unknown-token']) expect(seen).not.toContain(`"${secret}"`)
  })
})
