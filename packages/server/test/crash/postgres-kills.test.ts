import { it } from 'vitest'
import { startPostgres } from '../support/postgres-server.ts'
import { openHarness, requireShop } from './harness.ts'
import { expectSurvivesKills } from './traffic.ts'

/** 25 with `CARDFILE_SOAK=1`. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const kills = isSoak ? 25 : 3

it(
  'loses and doubles no charge when Postgres is killed at any moment under load',
  async () => {
    const postgres = await startPostgres()
    try {
      const harness = await openHarness({ kind: 'postgres', shops: 1, reconciles: true, postgresUrl: postgres.url })
      try {
        await expectSurvivesKills(requireShop(harness, 0), kills, () => postgres.crash())
      } finally {
        await harness.close()
      }
    } finally {
      await postgres.stop()
    }
  },
  isSoak ? 20 * 60_000 : 240_000,
)
