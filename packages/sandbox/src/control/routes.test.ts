import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'
import { SCENARIOS } from '../scenario/scenarios.ts'

function openControl() {
  const gateway = openGateway()
  const control = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await gateway.sandbox.fetch(
      new Request(`http://sandbox.test/_sandbox${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : undefined }
  }
  return { ...gateway, control }
}

describe('the control API', () => {
  it('lists every scenario with its sentence and amount', async () => {
    const { control } = openControl()
    const { body } = await control('GET', '/scenarios')
    expect(body.scenarios).toHaveLength(SCENARIOS.length)
    expect(body.scenarios[0]).toMatchObject({ id: 'approve', sentence: expect.any(String), amount: 666000 })
  })

  it('queues a scenario for the next calls, lists it and removes it', async () => {
    const { control, callUnchecked } = openControl()
    const { status, body } = await control('POST', '/scripts/', { scenario: 'status-503', times: 2 })
    expect([status, body.script.scenario, body.script.remaining]).toEqual([201, 'status-503', 2])
    expect((await callUnchecked('POST', '/v1/orders/', { amount: 1, currency: 'EUR' })).status).toBe(503)
    expect((await control('GET', '/scripts')).body.scripts).toMatchObject([{ remaining: 1 }])
    await control('DELETE', `/scripts/${body.script.id}`)
    expect((await callUnchecked('POST', '/v1/orders/', { amount: 1, currency: 'EUR' })).status).toBe(201)
    expect((await control('DELETE', `/scripts/${body.script.id}`)).status).toBe(404)
  })

  it('queues a custom fault for every read of an order but the first', async () => {
    const { control, create, callUnchecked } = openControl()
    const order = await create({ merchant_order_id: 'A-1' })
    const fault = { answer: { kind: 'status', status: 418, body: 'order', headers: { 'x-teapot': 'yes' } } }
    const target = { on: ['getOrder'], merchantOrderId: 'A-1', times: 'always', after: 1 }
    expect((await control('POST', '/scripts', { fault, ...target })).status).toBe(201)
    const statuses = []
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await callUnchecked('GET', `/v1/orders/${order.id}`)).status)
    expect(statuses).toEqual([200, 418, 418])
    await control('DELETE', '/scripts')
    expect((await callUnchecked('GET', `/v1/orders/${order.id}`)).status).toBe(200)
  })

  it.each([
    {},
    { scenario: 'no-such' },
    { scenario: 'approve', fault: {} },
    { fault: { answer: { kind: 'explode' } } },
    { fault: { surprise: 1 } },
    { scenario: 'approve', on: ['deleteEverything'] },
    { scenario: 'approve', times: 0 },
  ])('rejects the script %j', async (body) => {
    const { control } = openControl()
    const { status, body: answer } = await control('POST', '/scripts', body)
    expect([status, answer.error.type]).toEqual([400, 'BadRequest'])
  })

  it('pays an order and answers it', async () => {
    const { control, create } = openControl()
    const order = await create({}, { one_click_type: 'first' })
    const waiting = await control('POST', `/orders/${order.id}/pay`, { card: '4018 8100 0015 0015' })
    expect(waiting.body.order.status).toBe('processing')
    const paid = await control('POST', `/orders/${order.id}/pay`, { code: '0101' })
    expect(paid.body.order).toMatchObject({ status: 'completed', amount_details: { captured: 1295 } })
    expect((await control('POST', `/orders/${order.id}/pay`, {})).status).toBe(400)
    expect((await control('POST', '/orders/none/pay', {})).status).toBe(404)
    expect((await control('GET', '/orders')).body.orders).toMatchObject([{ id: order.id, charged: 1295 }])
  })

  it('lists saved cards and revokes one', async () => {
    const { control, saveCard, oneClick } = openControl()
    const { token } = await saveCard()
    expect((await control('GET', '/tokens')).body.tokens).toMatchObject([{ token, lastFour: '1111', isValid: true }])
    await control('DELETE', `/tokens/${token}`)
    expect((await oneClick(token)).status).toBe('error')
    expect((await control('DELETE', '/tokens/none')).status).toBe(404)
  })

  it('changes settings and rejects unknown ones', async () => {
    const { control, sandbox } = openControl()
    await control('PATCH', '/settings', { appendReturnParameters: false })
    expect(sandbox.settings.appendReturnParameters).toBe(false)
    expect((await control('PATCH', '/settings', { gravity: false })).status).toBe(400)
    expect((await control('GET', '/settings')).body.settings.appendReturnParameters).toBe(false)
  })

  it('lists and resends webhooks, lists requests, and resets', async () => {
    const { control, saveCard, oneClick, clock, received } = openControl()
    const { token } = await saveCard()
    await oneClick(token, {}, { webhook_url: 'https://shop.example/hook' })
    await clock.advance(0)
    const { body } = await control('GET', '/deliveries')
    await control('POST', `/deliveries/${body.deliveries[0].id}`)
    await clock.advance(0)
    expect(received).toHaveLength(3)
    expect((await control('GET', '/requests')).body.requests.at(-1)).toMatchObject({ method: 'POST', outcome: 200 })
    await control('POST', '/reset')
    for (const list of ['orders', 'tokens', 'deliveries', 'scripts']) {
      expect((await control('GET', `/${list}`)).body[list]).toEqual([])
    }
  })

  it('redirects forms to the dashboard', async () => {
    const { control, sandbox } = openControl()
    const { status, headers } = await control('POST', '/scripts', new URLSearchParams({ scenario: 'step-up' }))
    expect([status, headers.get('location')]).toEqual([303, '/'])
    expect(sandbox.scripts.list()).toHaveLength(1)
  })

  it('accepts JSON with the content type of a form, as curl sends it', async () => {
    const { control, sandbox } = openControl()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await control('POST', '/scripts', { scenario: 'decline-51' }, headers)).status).toBe(201)
    expect(sandbox.scripts.list()).toMatchObject([{ scenario: 'decline-51' }])
  })

  it('answers pages on this computer and rejects other origins', async () => {
    const { control } = openControl()
    const allowed = await control('GET', '/scenarios', undefined, { origin: 'http://localhost:5173' })
    expect(allowed.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
    expect((await control('OPTIONS', '/scripts', undefined, { origin: 'http://127.0.0.1:3000' })).status).toBe(204)
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) {
      expect((await control('POST', '/reset', {}, { origin })).status).toBe(403)
    }
  })
})
