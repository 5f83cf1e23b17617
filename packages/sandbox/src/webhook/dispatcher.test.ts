import { describe, expect, it } from 'vitest'
import { openGateway, type Received } from '../../test/support/gateway.ts'
import { checkWebhook } from '../../test/support/open-api.ts'
import type { ScenarioId } from '../scenario/scenarios.ts'

const hook = { webhook_url: 'https://shop.example/hook' }
const statusesIn = (received: readonly Received[]) => received.map(({ body }) => body.transaction_status ?? body.event)

describe('webhooks', () => {
  it('are sent for every status change, in the documented shape', async () => {
    const { create, received, sandbox, clock } = openGateway()
    const { id } = await create(hook)
    await clock.advance(0)
    expect(received).toEqual([])
    await sandbox.pay(id)
    await clock.advance(0)
    expect(statusesIn(received)).toEqual(['pending', 'status_changed', 'completed', 'status_changed'])
    for (const { body, url } of received) {
      expect(url).toBe(hook.webhook_url)
      expect(checkWebhook(body)).toEqual([])
      expect(body.order_id).toBe(id)
    }
  })

  it('are sent for a one-click payment that is decided at once', async () => {
    const { saveCard, oneClick, received, clock } = openGateway()
    const { token } = await saveCard()
    await oneClick(token, {}, hook)
    await clock.advance(0)
    expect(statusesIn(received)).toEqual(['completed', 'status_changed'])
  })

  it('follow the settings transactionWebhooks and projectWebhookUrl', async () => {
    const settings = { transactionWebhooks: false, projectWebhookUrl: 'https://project.example/' }
    const { create, received, sandbox, clock } = openGateway({ settings })
    const { id } = await create()
    await sandbox.pay(id)
    await clock.advance(0)
    expect(received.map(({ url, body }) => [url, body.event])).toEqual([
      ['https://project.example/', 'status_changed'],
      ['https://project.example/', 'status_changed'],
    ])
  })

  it('are retried ten times, two minutes apart, before they are dead letters', async () => {
    const { saveCard, oneClick, received, clock, sandbox } = openGateway({
      settings: { transactionWebhooks: false },
      answerWebhook: () => new Response(null, { status: 302 }),
    })
    const { token } = await saveCard()
    const { id } = await oneClick(token, {}, hook)
    await clock.advance(0)
    expect(received).toHaveLength(1)
    await clock.advance(119_999)
    expect(received).toHaveLength(1)
    await clock.advance(1)
    expect(received).toHaveLength(2)
    await clock.advance(30 * 60_000)
    expect(received).toHaveLength(11)
    const [delivery] = sandbox.deliveries.list(id)
    expect(delivery).toMatchObject({ state: 'failed', nextAttemptAt: null })
    expect(delivery?.attempts.map(({ status }) => status)).toEqual(Array.from({ length: 11 }, () => 302))
  })

  it('time out after four seconds at first, then after ten', async () => {
    const waits: number[] = []
    const { sandbox, saveCard, oneClick, clock } = openGateway({
      settings: { transactionWebhooks: false },
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          const startedAt = clock.now()
          init?.signal?.addEventListener('abort', () => {
            waits.push(clock.now() - startedAt)
            reject(new Error('aborted'))
          })
        }),
    })
    const { token } = await saveCard()
    const { id } = await oneClick(token, {}, hook)
    await clock.advance(300_000)
    expect(waits).toEqual([4_000, 10_000, 10_000])
    expect(sandbox.deliveries.list(id)[0]?.attempts[0]).toMatchObject({ status: null })
  })

  it('are not retried after a success, and can be resent', async () => {
    let answers = 0
    const { saveCard, oneClick, received, clock, sandbox } = openGateway({
      settings: { transactionWebhooks: false },
      answerWebhook: () => new Response(null, { status: (answers += 1) === 1 ? 500 : 204 }),
    })
    const { token } = await saveCard()
    const { id } = await oneClick(token, {}, hook)
    await clock.advance(3_600_000)
    expect(received).toHaveLength(2)
    const [delivery] = sandbox.deliveries.list(id)
    expect(delivery?.state).toBe('delivered')
    expect(sandbox.deliveries.resend(delivery?.id ?? '')).toBe(true)
    await clock.advance(0)
    expect(received).toHaveLength(3)
    expect(sandbox.deliveries.resend('no-such-delivery')).toBe(false)
  })

  it('follow the time scale', async () => {
    const { saveCard, oneClick, received, clock } = openGateway({
      timeScale: 0.01,
      settings: { transactionWebhooks: false },
      answerWebhook: () => new Response(null, { status: 500 }),
    })
    const { token } = await saveCard()
    await oneClick(token, {}, hook)
    await clock.advance(12_000)
    expect(received).toHaveLength(11)
  })
})

describe('scripted webhooks', () => {
  const play = async (scenario: ScenarioId) => {
    const gateway = openGateway({ settings: { transactionWebhooks: true } })
    gateway.sandbox.script(scenario)
    const order = await gateway.create(hook)
    await gateway.clock.advance(0)
    const before = gateway.received.length
    await gateway.sandbox.pay(order.id)
    await gateway.clock.advance(0)
    return { ...gateway, order, before }
  }

  it('are never sent when lost', async () => {
    const { received, clock, sandbox } = await play('webhook-lost')
    await clock.advance(3_600_000)
    expect(received).toEqual([])
    expect(sandbox.deliveries.list().every(({ state }) => state === 'lost')).toBe(true)
  })

  it('are sent three times when repeated', async () => {
    const { received } = await play('webhook-repeated')
    expect(statusesIn(received).filter((status) => status === 'completed')).toHaveLength(3)
  })

  it('are sent newest first once the order is final when reordered', async () => {
    const { received, clock, create, sandbox } = openGateway()
    sandbox.script('webhook-reordered')
    const { id } = await create(hook)
    await sandbox.pay(id, { card: 'visa-0015' })
    await clock.advance(60_000)
    expect(received).toEqual([])
    await sandbox.pay(id, { code: '0101' })
    await clock.advance(60_000)
    expect(statusesIn(received).filter((status) => status !== 'status_changed')).toEqual([
      'completed',
      'processing',
      'pending',
    ])
  })

  it('are sent thirty seconds late when delayed', async () => {
    const { received, clock } = await play('webhook-delayed')
    expect(received).toEqual([])
    await clock.advance(30_000)
    expect(received).toHaveLength(4)
  })

  it('arrive before the answer to the POST when early', async () => {
    const gateway = openGateway()
    const { token } = await gateway.saveCard()
    gateway.sandbox.script('webhook-early')
    await gateway.oneClick(token, {}, hook)
    expect(statusesIn(gateway.received)).toEqual(['completed', 'status_changed'])
  })

  it('arrive before the payer returns to the shop when early', async () => {
    const { create, sandbox, received } = openGateway()
    sandbox.script('webhook-early')
    const order = await create({ ...hook, return_url: 'https://shop.example/return' })
    const body = new URLSearchParams({ number: '4111111111111111', expiry: '12/34', cvc: '123' })
    await sandbox.fetch(new Request(String(order.transactions[0].payment_url), { method: 'POST', body }))
    expect(statusesIn(received)).toContain('completed')
  })

  it('claim a false success and an order that does not exist when forged', async () => {
    const gateway = openGateway()
    gateway.sandbox.script('webhook-forged')
    const { id } = await gateway.create(hook)
    await gateway.clock.advance(0)
    const [claim, stranger] = gateway.received
    expect(claim?.body).toMatchObject({ order_id: id, transaction_status: 'completed' })
    expect(gateway.sandbox.orders.get(id)?.status).toBe('new')
    expect(gateway.sandbox.orders.get(stranger?.body.order_id ?? '')).toBeUndefined()
  })

  it('name another project when the project is wrong', async () => {
    const { received } = await play('webhook-wrong-project')
    expect(received.every(({ body }) => body.project_id?.startsWith('ffffffff'))).toBe(true)
  })
})
