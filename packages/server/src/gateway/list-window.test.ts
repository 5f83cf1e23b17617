import fc from 'fast-check'
import { expect, it } from 'vitest'
import { doubtfulLength, suspiciousLengths } from './assumptions.ts'
import type { Gateway } from './gateway.ts'
import { listWindow } from './list-window.ts'
import { fromWireOrder, type Order } from './order.ts'

const minute = 60_000

function createOrder(created: number): Order {
  const id = crypto.randomUUID()
  return fromWireOrder({ id, status: 'new', amount: 1, currency: 'EUR', created: new Date(created).toISOString() })
}

/** A gateway that lists the newest orders of a window, and no more than its page holds. */
function createLister(orders: readonly Order[], pageLimit: number): Gateway & { readonly asked: number } {
  let asked = 0
  const fail = () => Promise.reject(new Error('Only the list is asked for.'))
  return {
    get asked() {
      return asked
    },
    async listOrders(since, until) {
      asked += 1
      const isInside = ({ created }: Order) => created !== null && created >= since && created <= until
      return { kind: 'ok', value: { orders: orders.filter(isInside).slice(-pageLimit), unread: [] } }
    },
    createOrder: fail,
    getOrder: fail,
    cancelOrder: fail,
    isTrustedRedirect: () => false,
  }
}

it('never takes a list for whole that a page limit has cut short, whichever limit that is', async () => {
  const limits = fc.oneof(fc.integer({ min: doubtfulLength, max: 300 }), fc.constantFrom(...suspiciousLengths))
  const times = fc.array(fc.integer({ min: 0, max: 10 * minute }), { maxLength: 400 })
  // Many in one moment: what no splitting can take apart.
  const bursts = fc
    .tuple(times, fc.integer({ min: 0, max: 400 }))
    .map(([some, many]) => [...some, ...Array<number>(many).fill(minute)])
  await fc.assert(
    fc.asyncProperty(limits, fc.oneof(times, bursts), async (limit, created) => {
      const orders = created.toSorted((a, b) => a - b).map(createOrder)
      const { orders: listed, isComplete } = await listWindow(
        createLister(orders, limit),
        new Date(0),
        new Date(10 * minute),
      )
      const seen = new Set(listed.map(({ id }) => id))
      if (isComplete) expect(orders.filter(({ id }) => !seen.has(id))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('takes a list that was not answered for no list, in whichever part of the window', async () => {
  const orders = Array.from({ length: 60 }, (_, index) => createOrder(index * 10_000))
  for (const silentAt of [1, 2, 3]) {
    const lister = createLister(orders, 1_000)
    const silent: Gateway = {
      ...lister,
      listOrders: async (since, until) => {
        const answer = await lister.listOrders(since, until)
        return lister.asked === silentAt ? { kind: 'no-answer' } : answer
      },
    }
    expect(await listWindow(silent, new Date(0), new Date(10 * minute))).toMatchObject({ isComplete: false })
  }
})

it('asks once where there is little, and a few times more where there is much', async () => {
  const spread = (count: number) =>
    Array.from({ length: count }, (_, index) => createOrder((index * 10 * minute) / count))
  for (const [count, most] of [
    [0, 1],
    [9, 1],
    [49, 1],
    [75, 3],
    [400, 3],
  ] as const) {
    const lister = createLister(spread(count), 1_000)
    expect(await listWindow(lister, new Date(0), new Date(10 * minute))).toMatchObject({ isComplete: true })
    expect(lister.asked, `${count} orders`).toBeLessThanOrEqual(most)
  }
})
