import { expect, it } from 'vitest'
import { startPostgres } from '../support/postgres-server.ts'
import { comeToRest, judge } from './assertions.ts'
import { forSomeTime, startLoad } from './traffic.ts'
import { openStand } from './harness.ts'

/** 25 with `CARDFILE_SOAK=1`. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const kills = isSoak ? 25 : 3
const customers = 4

it(
  'loses and doubles nothing when Postgres is killed at any moment, under load',
  async () => {
    const postgres = await startPostgres()
    try {
      const stand = await openStand({ kind: 'postgres', shops: 1, reconciles: true, postgresUrl: postgres.url })
      try {
        const [stall] = stand.stalls
        if (stall === undefined) throw new Error('There is no shop.')
        const load = startLoad(stall, customers)
        for (let kill = 0; kill < kills; kill += 1) {
          await forSomeTime(stall)
          await postgres.crash()
        }
        await forSomeTime(stall)
        await load.stop()
        await comeToRest(stall)
        await judge(stall)
        const charged = stall.gateway.sandbox.orders.list().filter((order) => order.charged > 0)
        expect(charged.length, 'charges under load').toBeGreaterThan(kills)
      } finally {
        await stand.close()
      }
    } finally {
      await postgres.stop()
    }
  },
  isSoak ? 20 * 60_000 : 240_000,
)
