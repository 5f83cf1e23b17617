import { describe, expect, it } from 'vitest'
import { createOrder, findOrder, orderBody } from '../../test/support/create-order.ts'
import { openGateway, type WireBody } from '../../test/support/gateway.ts'
import { OPERATIONS } from './fault.ts'
import {
  amountOfScenario,
  findScenario,
  isForHostedPage,
  scenarioOfAmount,
  SCENARIOS,
  type ScenarioId,
} from './scenarios.ts'

describe('the scenario table', () => {
  it('has an id, an amount and a sentence for every row, each unique', () => {
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length)
    const suffixes = Array.from({ length: 100 }, (_, suffix) => String(suffix).padStart(2, '0'))
    const free = suffixes.filter((suffix) => SCENARIOS.every((row) => row.amountSuffix !== suffix))
    for (const { id, amountSuffix, title, sentence, on = [] } of SCENARIOS) {
      const rows = SCENARIOS.filter((row) => row.amountSuffix === amountSuffix)
      expect(rows, `${id} needs an amountSuffix of its own, such as ${free.join(' ')}`).toHaveLength(1)
      expect(amountSuffix, id).toMatch(/^\d\d$/)
      expect(title.length, id).toBeGreaterThan(5)
      expect(sentence, id).toMatch(/^[A-Z0-9].+\.$/)
      for (const operation of on) expect(OPERATIONS).toContain(operation)
    }
  })

  it('is played by amounts that ordinary prices do not have', () => {
    for (const scenario of SCENARIOS) expect(scenarioOfAmount(amountOfScenario(scenario))).toBe(scenario)
    for (const amount of [1295, 995, 2400, 4950, 12900, 66651, 6660510, 666052.5]) {
      expect(scenarioOfAmount(amount)).not.toBe(findScenario('decline-51'))
    }
    for (const amount of [1295, 995, 2400, 4950, 12900]) expect(scenarioOfAmount(amount)).toBeUndefined()
  })
})

describe.each(['by script', 'by amount'] as const)('creating an order, %s', (way) => {
  const play = async (id: ScenarioId, fields: Record<string, unknown> = {}) => {
    const gateway = openGateway()
    const scenario = SCENARIOS.find((row) => row.id === id)
    if (scenario === undefined) throw new Error(id)
    if (way === 'by script') gateway.sandbox.script(id)
    const amount = way === 'by amount' ? { amount: amountOfScenario(scenario) } : {}
    const ended = await createOrder(gateway, orderBody({ merchant_order_id: id, ...amount, ...fields }))
    return { gateway, ended, order: await findOrder(gateway, id) }
  }

  it.each([
    ['reset-charged', 'reset', true],
    ['reset-not-charged', 'reset', false],
    ['phantom', 201, false],
    ['truncated', 201, true],
    ['status-400', 400, false],
    ['status-401', 401, false],
    ['status-403', 403, false],
    ['status-404', 404, false],
    ['status-422', 422, false],
    ['status-429', 429, false],
    ['status-429-retry-after', 429, false],
    ['status-500', 500, false],
    ['status-500-charged', 500, true],
    ['status-502', 502, false],
    ['status-503', 503, false],
    ['status-504-charged', 504, true],
    ['proxy-403', 403, true],
    ['empty-201', 201, true],
    ['html-200', 200, true],
    ['redirected', 307, true],
    ['old-401', 401, false],
    ['reset-mid-answer', 'broken', true],
    ['reset-after-answer', 'broken', true],
    ['read-lag', 201, true],
    ['no-address', 201, true],
    ['wrong-address', 201, true],
  ] as const)('%s answers %s', async (id, status, exists) => {
    const { ended, order } = await play(id)
    expect([ended.status, order !== undefined]).toEqual([status, exists])
  })

  it('commit-late resets the connection and creates the order twenty seconds later', async () => {
    const { gateway, ended, order } = await play('commit-late')
    expect([ended.status, order]).toEqual(['reset', undefined])
    await gateway.clock.advance(19_999)
    expect(await findOrder(gateway, 'commit-late')).toBeUndefined()
    await gateway.clock.advance(1)
    expect(await findOrder(gateway, 'commit-late')).toMatchObject({ created: expect.stringContaining('12:00:20') })
  })

  it('commit-after returns an order that appears in reads two seconds later', async () => {
    const { gateway, ended } = await play('commit-after')
    const { id } = JSON.parse(ended.text) as WireBody
    expect((await gateway.callUnchecked('GET', `/v1/orders/${id}/`)).status).toBe(404)
    await gateway.clock.advance(2_000)
    expect((await gateway.call('GET', `/v1/orders/${id}/`)).status).toBe(200)
  })

  it('read-lag answers 404 for two seconds', async () => {
    const { gateway, order } = await play('read-lag')
    const path = `/v1/orders/${order?.id}/`
    expect((await gateway.callUnchecked('GET', path)).status).toBe(404)
    await gateway.clock.advance(2_000)
    expect((await gateway.callUnchecked('GET', path)).status).toBe(200)
  })

  it('list-lag leaves the order out of lists for thirty seconds', async () => {
    const { gateway } = await play('list-lag')
    const hits = async () => (await gateway.call('POST', '/v1/search/orders', {})).body.hits
    expect(await hits()).toBe(0)
    await gateway.clock.advance(30_000)
    expect(await hits()).toBe(1)
  })

  it.each([
    ['wrong-amount', { amount: 1 }],
    ['wrong-currency', { currency: 'THB' }],
    ['wrong-project', { project_id: 'ffffffff-ffff-4fff-8fff-ffffffffffff' }],
    ['wrong-mode', { flags: [] }],
    ['wrong-reference', { merchant_order_id: 'another-order' }],
    ['extra-fields', { loyalty_points: 12, transactions: [{ loyalty_points: 12 }] }],
    ['clock-fast', { created: expect.stringContaining('T12:05:00') }],
    ['clock-slow', { created: expect.stringContaining('T11:55:00') }],
    ['wrong-address', { transactions: [{ payment_url: 'https://gateway.invalid/pay/elsewhere/' }] }],
  ] as const)('%s shows in the answer, in reads and in lists', async (id, shown) => {
    const { gateway, ended, order } = await play(id)
    expect(JSON.parse(ended.text)).toMatchObject(shown)
    expect((await gateway.callUnchecked('GET', `/v1/orders/${order?.id}/`)).body).toMatchObject(shown)
    expect((await gateway.callUnchecked('POST', '/v1/search/orders', {})).body).toMatchObject({ orders: [shown] })
  })

  it.each([
    ['status-backwards', ['completed', 'processing', 'processing', 'completed', 'completed']],
    ['status-unknown', ['on-hold', 'on-hold', 'on-hold', 'completed']],
  ] as const)('%s shows its statuses in turn', async (id, statuses) => {
    const { gateway, order } = await play(id)
    await gateway.sandbox.pay(order?.id ?? '')
    for (const status of statuses) {
      expect((await gateway.callUnchecked('GET', `/v1/orders/${order?.id}/`)).body.status).toBe(status)
    }
  })

  it('hangs until the caller aborts, with and without an order', async () => {
    for (const [id, exists] of [
      ['hang-charged', true],
      ['hang-not-charged', false],
    ] as const) {
      const gateway = openGateway()
      gateway.sandbox.script(id)
      const abort = new AbortController()
      const headers = { authorization: `Basic ${btoa('test_key:')}` }
      const body = JSON.stringify(orderBody({ merchant_order_id: id }))
      const request = new Request('http://sandbox.test/v1/orders/', {
        method: 'POST',
        headers,
        body,
        signal: abort.signal,
      })
      const answer = gateway.sandbox.fetch(request)
      setTimeout(() => abort.abort(), 20)
      await expect(answer).rejects.toThrow('aborted')
      expect((await findOrder(gateway, id)) !== undefined).toBe(exists)
    }
  })
})

describe('a slow network', () => {
  it('slow-answer and slow-bytes delay the answer', async () => {
    for (const id of ['slow-answer', 'slow-bytes'] as const) {
      const gateway = openGateway()
      gateway.sandbox.script(id)
      const ended = createOrder(gateway, orderBody())
      const step = async () => {
        for (let turn = 0; turn < 100; turn += 1) await gateway.clock.advance(1_000)
      }
      const [{ status, text }] = await Promise.all([ended, step()])
      expect([id, status, JSON.parse(text).status]).toEqual([id, 201, 'new'])
    }
  })
})

describe('calls after the creation', () => {
  const scripted = async (id: ScenarioId) => {
    const gateway = openGateway()
    const scenario = SCENARIOS.find((row) => row.id === id)
    const other = await gateway.create()
    const order = await gateway.create({ amount: scenario === undefined ? 1 : amountOfScenario(scenario) })
    return { ...gateway, order, other, path: `/v1/orders/${order.id}/`, otherPath: `/v1/orders/${other.id}/` }
  }

  it('read-500 and read-reset act on three reads of that order and no other', async () => {
    const failing = await scripted('read-500')
    for (const status of [500, 500, 500, 200]) {
      expect((await failing.callUnchecked('GET', failing.otherPath)).status).toBe(200)
      expect((await failing.callUnchecked('GET', failing.path)).status).toBe(status)
    }
    const broken = await scripted('read-reset')
    for (let turn = 0; turn < 3; turn += 1)
      await expect(broken.send('GET', broken.path)).rejects.toThrow('fetch failed')
    expect((await broken.callUnchecked('GET', broken.path)).status).toBe(200)
  })

  it('read-hangs holds one read until the sandbox closes', async () => {
    const { sandbox, send, path } = await scripted('read-hangs')
    const read = send('GET', path)
    await sandbox.close()
    await expect(read).rejects.toThrow('aborted')
  })

  it.each([
    ['cancel-500', 500, 'new'],
    ['cancel-refused', 400, 'new'],
    ['cancel-phantom', 200, 'new'],
    ['cancel-lost', 'reset', 'cancelled'],
  ] as const)('%s answers %s and leaves the order %s', async (id, status, left) => {
    const { sandbox, send, order, path } = await scripted(id)
    const answered = await send('DELETE', path).then(
      (response) => response.status,
      () => 'reset',
    )
    expect([answered, sandbox.orders.get(order.id)?.status]).toEqual([status, left])
  })

  it('lists that include the order are truncated, unordered, without transactions or in error', async () => {
    const list = async (id: ScenarioId) => {
      const { callUnchecked, order, other } = await scripted(id)
      const query = new URLSearchParams({ created_since: String(other.created), created_until: String(order.created) })
      const { status, body } = await callUnchecked('GET', `/v1/orders/?${query}`)
      return { status, orders: body as unknown as WireBody[], ids: [order.id, other.id] as const }
    }
    const truncated = await list('list-truncated')
    expect(truncated.orders.map(({ id }) => id)).toEqual([truncated.ids[1]])
    const unordered = await list('list-unordered')
    const [newest, oldest] = unordered.ids
    expect(unordered.orders.map(({ id }) => id)).toEqual([newest, newest, oldest, oldest])
    expect((await list('list-without-transactions')).orders.every((order) => !('transactions' in order))).toBe(true)
    expect((await list('list-500')).status).toBe(500)
  })
})

describe('a scenario chosen on the hosted page', () => {
  it.each(SCENARIOS.filter(isForHostedPage).map(({ id }) => id))('%s can be played there', async (id) => {
    const gateway = openGateway()
    const order = await gateway.create({ webhook_url: 'https://shop.example/hook' })
    const form = new URLSearchParams({
      number: '4111111111111111',
      expiry: '12/34',
      cvc: '123',
      scenario: id,
      action: 'pay',
    })
    const response = await gateway.sandbox.fetch(
      new Request(String(order.transactions[0].payment_url), { method: 'POST', body: form }),
    )
    expect([200, 303]).toContain(response.status)
    expect(gateway.sandbox.orders.get(order.id)?.status).not.toBe('new')
  })
})
