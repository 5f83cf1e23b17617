import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { GatewayAnswer } from '../gateway.ts'
import type { Order } from '../order.ts'
import { doubtfulLength, suspiciousLengths } from './assumptions.ts'
import { listWindow } from './list-window.ts'
import { fromWireOrder } from './wire-order.ts'
import type { OrderPage } from './wire-order-list.ts'

const minute = 60_000

function createOrder(created: number): Order {
  const id = crypto.randomUUID()
  return fromWireOrder({ id, status: 'new', amount: 1, currency: 'EUR', created: new Date(created).toISOString() })
}

/** Lists the newest orders of a window, at most as many as a page holds, and counts the requests. */
function createPager(orders: readonly Order[], pageLimit: number) {
  const pager = {
    requests: 0,
    async listPage(since: Date, until: Date): Promise<GatewayAnswer<OrderPage>> {
      pager.requests += 1
      const isInside = ({ created }: Order) => created !== null && created >= since && created <= until
      return { kind: 'ok', value: { orders: orders.filter(isInside).slice(-pageLimit), unread: [] } }
    },
  }
  return pager
}

it('never counts a list as complete that a page limit has cut short, whatever the limit', async () => {
  const limits = fc.oneof(fc.integer({ min: doubtfulLength, max: 300 }), fc.constantFrom(...suspiciousLengths))
  const times = fc.array(fc.integer({ min: 0, max: 10 * minute }), { maxLength: 400 })
  // Many orders in one moment, which no splitting can separate.
  const bursts = fc
    .tuple(times, fc.integer({ min: 0, max: 400 }))
    .map(([some, many]) => [...some, ...Array<number>(many).fill(minute)])
  await fc.assert(
    fc.asyncProperty(limits, fc.oneof(times, bursts), async (limit, created) => {
      const orders = created.toSorted((a, b) => a - b).map(createOrder)
      const { orders: listed, isComplete } = await listWindow(
        createPager(orders, limit).listPage,
        new Date(0),
        new Date(10 * minute),
      )
      const seen = new Set(listed.map(({ id }) => id))
      if (isComplete) expect(orders.filter(({ id }) => !seen.has(id))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('counts a list as incomplete if any part of the window was not answered', async () => {
  const orders = Array.from({ length: 60 }, (_, index) => createOrder(index * 10_000))
  for (const unansweredAt of [1, 2, 3]) {
    const pager = createPager(orders, 1_000)
    const unanswered = async (since: Date, until: Date): Promise<GatewayAnswer<OrderPage>> => {
      const answer = await pager.listPage(since, until)
      return pager.requests === unansweredAt ? { kind: 'no-answer' } : answer
    }
    expect(await listWindow(unanswered, new Date(0), new Date(10 * minute))).toMatchObject({ isComplete: false })
  }
})

it('lists a quiet window in one request, and a busy one in a few more', async () => {
  const spread = (count: number) =>
    Array.from({ length: count }, (_, index) => createOrder((index * 10 * minute) / count))
  for (const [count, most] of [
    [0, 1],
    [9, 1],
    [49, 1],
    [75, 3],
    [400, 3],
  ] as const) {
    const pager = createPager(spread(count), 1_000)
    expect(await listWindow(pager.listPage, new Date(0), new Date(10 * minute))).toMatchObject({ isComplete: true })
    expect(pager.requests, `${count} orders`).toBeLessThanOrEqual(most)
  }
})
