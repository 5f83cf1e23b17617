import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'
import { describedOperations } from '../../test/support/open-api.ts'
import { OPERATIONS } from '../scenario/fault.ts'

describe('the API', () => {
  it('has a description of every operation', () => {
    expect(describedOperations.map(({ operation }) => operation).toSorted()).toEqual([...OPERATIONS].toSorted())
  })

  it('creates an order with the URL of its payment page, and reads it back', async () => {
    const { create, readOrder } = openGateway()
    const order = await create({ merchant_order_id: 'A-1', description: 'Order A-1', extra: { aaa: 3 } })
    const [transaction] = order.transactions
    expect(order).toMatchObject({ status: 'new', merchant_order_id: 'A-1', extra: { aaa: 3 }, flags: ['is-test'] })
    expect(transaction.payment_url).toBe(
      `http://sandbox.test/pay/${order.id}/select-payment-method/credit-card/${transaction.id}/`,
    )
    expect(await readOrder(order.id)).toMatchObject(order)
  })

  it('returns the URL of the payment method page for an order without a transaction', async () => {
    const { create } = openGateway()
    const order = await create({}, null)
    expect(order.order_url).toBe(`http://sandbox.test/pay/${order.id}/select-payment-method/`)
    expect(order).not.toHaveProperty('transactions')
  })

  it('accepts every path with and without trailing and doubled slashes, without a redirect', async () => {
    const { create, call, send } = openGateway()
    const { id } = await create()
    for (const path of [`/v1/orders/${id}`, `/v1/orders/${id}/`, `//v1//orders/${id}//`]) {
      const response = await send('GET', path)
      expect(response.status, path).toBe(200)
    }
    expect((await call('POST', '/v1/orders', { amount: 1, currency: 'EUR' })).status).toBe(201)
    expect((await call('POST', '/v1/search/orders/', {})).status).toBe(200)
  })

  it('updates the properties of a partial body and rejects read-only ones', async () => {
    const { create, call } = openGateway()
    const { id } = await create({ description: 'Before' })
    const changed = await call('PUT', `/v1/orders/${id}/`, { merchant_order_id: 'A-2', amount: 995, unknown: 1 })
    expect(changed.body).toMatchObject({ merchant_order_id: 'A-2', amount: 995, description: 'Before' })
    for (const field of ['events', 'is_capturable', 'order_id', 'project_id', 'flags']) {
      const refused = await call('PUT', `/v1/orders/${id}/`, { [field]: [] })
      expect(refused.body.error).toMatchObject({ status: 400, property_path: field })
    }
    expect((await call('PUT', `/v1/orders/${id}/`, {})).status).toBe(400)
    expect((await call('PUT', `/v1/orders/${id}/`, changed.body)).status).toBe(400)
  })

  it('keeps the amount after a payment attempt', async () => {
    const { create, call, sandbox } = openGateway()
    const { id } = await create()
    await sandbox.pay(id, { card: 'visa-1105' })
    expect((await call('PUT', `/v1/orders/${id}/`, { amount: 1 })).body.error.property_path).toBe('amount')
    expect((await call('PUT', `/v1/orders/${id}/`, { amount: 1295, description: 'Same' })).status).toBe(200)
  })

  it('cancels an open order and rejects the cancel of a completed one', async () => {
    const { create, call, sandbox } = openGateway()
    const open = await create()
    const { body } = await call('DELETE', `/v1/orders/${open.id}/`)
    expect(body).toMatchObject({ status: 'cancelled', transactions: [{ status: 'cancelled' }] })
    expect(body.transactions[0]).not.toHaveProperty('payment_url')
    expect((await call('DELETE', `/v1/orders/${open.id}/`)).status).toBe(200)
    const paid = await create()
    await sandbox.pay(paid.id)
    expect((await call('DELETE', `/v1/orders/${paid.id}/`)).status).toBe(400)
  })

  it('answers 404 in the documented shape for an unknown order or route', async () => {
    const { call, callUnchecked } = openGateway()
    const id = '00000000-0000-4000-8000-00000000ffff'
    for (const [method, body] of [['GET'], ['DELETE'], ['PUT', { description: 'x' }]] as const) {
      expect((await call(method, `/v1/orders/${id}/`, body)).body.error).toMatchObject({
        status: 404,
        type: 'NotFound',
      })
    }
    for (const [method, path] of [
      ['GET', '/v1/nothing'],
      ['PATCH', `/v1/orders/${id}/`],
      ['POST', '/v1/paymentlinks/'],
      ['GET', '/v1/orders/..%2f..%2fx'],
    ] as const) {
      expect((await callUnchecked(method, path)).status, path).toBe(404)
    }
  })

  it('returns an etag that changes with the order', async () => {
    const { create, call } = openGateway()
    const { id } = await create()
    const before = await call('GET', `/v1/orders/${id}/`)
    await call('PUT', `/v1/orders/${id}/`, { description: 'Changed' })
    const after = await call('GET', `/v1/orders/${id}/`)
    expect(before.headers.get('etag')).not.toBe(after.headers.get('etag'))
  })

  it('lists the currencies of each payment method', async () => {
    const { call } = openGateway()
    const { body } = await call('GET', '/v1/merchants/self/projects/self/currencies')
    expect(body.payment_methods).toMatchObject({
      'credit-card': { currencies: ['EUR', 'USD', 'GBP', 'THB', 'SEK', 'NOK'] },
    })
  })

  it('exchanges a card number, including the declining ones, for a token that can be charged', async () => {
    const { create, call, callUnchecked, oneClick } = openGateway()
    const order = await create({}, { payment_method_details: { setup_token: true } })
    const setupToken = order.transactions[0].payment_method_details.setup_token
    const body = { pan: '4111111111111151', expiry_date: '1234', setup_token: setupToken }
    const { body: answer } = await callUnchecked('POST', '/v1/tokens/', body, { authorization: '' })
    const declined = await oneClick(String(answer.vault_token))
    expect(declined).toMatchObject({ status: 'error', transactions: [{ reason: expect.stringContaining('[51]') }] })
    for (const wrong of [
      { pan: '4242424242424242' },
      { expiry_date: '0120' },
      { setup_token: 'none' },
      { expiry_date: '13/34' },
    ]) {
      expect((await call('POST', '/v1/tokens/', { ...body, ...wrong })).status).toBe(400)
    }
  })

  it('allows cross-origin calls to the tokens route only', async () => {
    const { sandbox } = openGateway()
    const preflight = (path: string) =>
      sandbox.fetch(
        new Request(`http://sandbox.test${path}`, { method: 'OPTIONS', headers: { origin: 'https://shop.example' } }),
      )
    expect((await preflight('/v1/tokens/')).headers.get('access-control-allow-origin')).toBe('*')
    expect((await preflight('/v1/orders/')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('creates an order in error for a payment method the project does not have', async () => {
    const { create } = openGateway()
    const order = await create({ transactions: [{ payment_method: 'apple-pay' }] })
    expect(order).toMatchObject({ status: 'error', transactions: [{ status: 'error', reason: expect.any(String) }] })
  })

  it('creates two orders for the same reference', async () => {
    const { create, sandbox } = openGateway()
    await create({ merchant_order_id: 'twice' })
    await create({ merchant_order_id: 'twice' })
    expect(sandbox.orders.withReference('twice')).toHaveLength(2)
  })

  it('keeps at most maxOrders orders', async () => {
    const { create, sandbox, call } = openGateway({ maxOrders: 3 })
    const first = await create()
    for (let more = 0; more < 3; more += 1) await create()
    expect(sandbox.orders.list()).toHaveLength(3)
    expect((await call('GET', `/v1/orders/${first.id}/`)).status).toBe(404)
  })
})
