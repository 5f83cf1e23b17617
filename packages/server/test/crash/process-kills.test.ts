import { describe, it } from 'vitest'
import { DATABASE_KINDS } from '../support/shop.ts'
import { expectWrittenBeforeSent } from './assertions.ts'
import { openHarness, requireShop } from './harness.ts'
import { expectSurvivesKills } from './traffic.ts'

/** A hundred kills with `CARDFILE_SOAK=1`, half of them on each database. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const kills = isSoak ? 50 : 5

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  it(
    'loses and doubles no charge when its process is killed at any moment under load',
    async () => {
      const harness = await openHarness({ kind, shops: 1, reconciles: true })
      try {
        const shop = requireShop(harness, 0)
        await expectSurvivesKills(shop, kills, async () => {
          // Down for longer than any lease, so that the new process takes over what the old one had begun.
          await harness.restart(60_000)
          await expectWrittenBeforeSent(shop)
        })
      } finally {
        await harness.close()
      }
    },
    isSoak ? 20 * 60_000 : 400_000,
  )
})
