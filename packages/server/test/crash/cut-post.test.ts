import { expect, it } from 'vitest'
import { requireCard, toCheckoutId, untilTold } from './flows.ts'
import { type Front, openFront } from './gateway-proxy.ts'
import { comeToRest, judge, payAgain } from './assertions.ts'
import { openStand, type Stall } from './harness.ts'

/** After every single byte with `CARDFILE_SOAK=1`. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const shops = 8

async function cutThere(stall: Stall, front: Front, bytes: number): Promise<string> {
  const way = { cardId: await requireCard(stall) }
  const checkoutId = toCheckoutId()
  const { cut } = front.cutAfter(bytes)
  // The kill is what answers this.
  stall.customer.pay(checkoutId, way).catch(() => {})
  await cut
  return checkoutId
}

it(
  'charges once or not at all when the process is killed while the body of a charge is being written',
  async () => {
    const fronts: Front[] = []
    const stand = await openStand({
      kind: 'postgres',
      shops,
      between: async () => {
        const front = await openFront()
        fronts.push(front)
        return front.url
      },
    })
    for (const [number, { gateway }] of stand.stalls.entries()) fronts[number]?.connectTo(gateway.port)
    const pairs = stand.stalls.flatMap((stall, number) => {
      const front = fronts[number]
      return front === undefined ? [] : [{ stall, front }]
    })
    try {
      const [first] = pairs
      if (first === undefined) throw new Error('There is no shop.')
      await first.stall.customer.pay(toCheckoutId(), { cardId: await requireCard(first.stall) })
      const length = first.front.lastLength()
      expect(length).toBeGreaterThan(300)

      const places = Array.from({ length: isSoak ? length + 1 : shops }, (_, index) =>
        isSoak ? index : Math.round((index * length) / (shops - 1)),
      )
      let charged = 0
      while (places.length > 0) {
        const batch = places.splice(0, shops).flatMap((bytes, index) => {
          const pair = pairs[index]
          return pair === undefined ? [] : [{ ...pair, bytes }]
        })
        const checkoutIds = await Promise.all(batch.map(({ stall, front, bytes }) => cutThere(stall, front, bytes)))
        await stand.restart()
        for (const { front } of batch) front.mend()
        await Promise.all(
          batch.map(async ({ stall, front }, index) => {
            const checkoutId = checkoutIds[index] ?? ''
            await comeToRest(stall)
            const { payment } = await stall.customer.checkout(checkoutId)
            if (payment?.status === 'succeeded') charged += 1
            await payAgain(stall, checkoutId)
            await untilTold(stall)
            await judge(stall)
            // However little of it arrived, a POST was one.
            const [rows] = await stall.query('select count(*) as count from cardfile_payment')
            expect(front.posts()).toBe(Number(rows?.['count']))
          }),
        )
      }
      // Only what was cut after its last byte was an order.
      expect(charged).toBe(1)
    } finally {
      await stand.close()
      for (const front of fronts) await front.close()
    }
  },
  isSoak ? 20 * 60_000 : 120_000,
)
