import { describe, expect, it } from 'vitest'
import { DATABASE_KINDS } from '../support/shop.ts'
import { comeToRest, expectWritten, judge } from './assertions.ts'
import { forSomeTime, startLoad } from './traffic.ts'
import { openStand } from './harness.ts'

/** A hundred kills with `CARDFILE_SOAK=1`, half of them on each database. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const kills = isSoak ? 50 : 5
const customers = 4

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  it(
    'loses and doubles nothing when its process is killed at any moment, under load',
    async () => {
      const stand = await openStand({ kind, shops: 1, reconciles: true })
      try {
        const [stall] = stand.stalls
        if (stall === undefined) throw new Error('There is no shop.')
        const load = startLoad(stall, customers)
        for (let kill = 0; kill < kills; kill += 1) {
          await forSomeTime(stall)
          // Down for longer than any lease: what was under way is somebody else's to finish.
          await stand.restart(60_000)
          await expectWritten(stall)
        }
        await load.stop()
        await comeToRest(stall)
        await judge(stall)
        const charged = stall.gateway.sandbox.orders.list().filter((order) => order.charged > 0)
        expect(charged.length, 'charges under load').toBeGreaterThan(kills)
      } finally {
        await stand.close()
      }
    },
    isSoak ? 20 * 60_000 : 400_000,
  )
})
