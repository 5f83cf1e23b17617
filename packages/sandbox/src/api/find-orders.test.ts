import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'
import { parseTimestamp, toTimestamp } from '../clock/timestamp.ts'

const ids = (orders: unknown) => (Array.isArray(orders) ? orders.map((order: { id: string }) => order.id) : orders)

describe('the list', () => {
  it('holds the orders of a window, with inclusive bounds, oldest first', async () => {
    const { create, call, clock } = openGateway()
    const first = await create()
    await clock.advance(60_000)
    const second = await create()
    await clock.advance(60_000)
    const third = await create()
    const list = async (since: unknown, until: unknown) => {
      const query = new URLSearchParams({ created_since: String(since), created_until: String(until) })
      return ids((await call('GET', `/v1/orders/?${query}`)).body)
    }
    expect(await list(first.created, third.created)).toEqual([first.id, second.id, third.id])
    expect(await list(second.created, second.created)).toEqual([second.id])
    expect(await list('2026-01-15T11:59:00Z', '2026-01-15T12:00:30Z')).toEqual([first.id])
    expect(await list('2026-01-15T13:01:00+01:00', '2026-01-15T12:01:30')).toEqual([second.id])
  })

  it('accepts a timestamp with an unescaped plus sign', async () => {
    const { create, call } = openGateway()
    const { id, created } = await create()
    const { body } = await call('GET', `/v1/orders/?created_since=${String(created)}&created_until=${String(created)}`)
    expect(ids(body)).toEqual([id])
  })

  it.each(['', '?created_since=2026-01-01', '?created_since=2026-01-01T00:00:00Z', '?created_since=x&created_until=y'])(
    'answers 400 for %s',
    async (query) => {
      const { call } = openGateway()
      const { status, body } = await call('GET', `/v1/orders/${query}`)
      expect([status, body.error.property_path]).toEqual([400, expect.stringMatching(/^created_(since|until)$/)])
    },
  )

  it('leaves transactions out with the setting listWithoutTransactions', async () => {
    const { create, call } = openGateway({ settings: { listWithoutTransactions: true } })
    const { created } = await create()
    const query = new URLSearchParams({ created_since: String(created), created_until: String(created) })
    const { body } = await call('GET', `/v1/orders/?${query}`)
    expect(JSON.stringify(body)).not.toContain('transactions')
  })
})

describe('the search', () => {
  it('matches orders whose top-level fields all equal the criteria', async () => {
    const { create, call } = openGateway()
    const order = await create({ merchant_order_id: 'A-1', amount: 700 })
    await create({ merchant_order_id: 'A-2', amount: 700 })
    const hits = async (criteria: unknown) => (await call('POST', '/v1/search/orders', criteria)).body
    expect(await hits({ merchant_order_id: 'A-1' })).toMatchObject({ hits: 1, orders: [{ id: order.id }] })
    expect(await hits({ amount: 700, status: 'new' })).toMatchObject({ hits: 2 })
    expect(await hits({})).toMatchObject({ hits: 2 })
    expect(await hits({ merchant_order_id: 'A' })).toMatchObject({ hits: 0, orders: [] })
    expect(await hits({ toString: 'x', constructor: null })).toMatchObject({ hits: 0 })
  })
})

describe('a timestamp', () => {
  it('is the same after formatting and parsing', () => {
    const at = 1_768_478_405_433_502
    expect(toTimestamp(at)).toBe('2026-01-15T12:00:05.433502+00:00')
    expect(parseTimestamp(toTimestamp(at))).toBe(at)
    expect(parseTimestamp('yesterday')).toBeUndefined()
    expect(parseTimestamp('2026-13-45T00:00:00Z')).toBeUndefined()
  })
})
