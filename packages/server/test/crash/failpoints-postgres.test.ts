import { expect, it } from 'vitest'
import { killEverywhere } from './failpoints.ts'

/** All places, also those between which nothing changes, with `CARDFILE_SOAK=1`. */
const all = process.env['CARDFILE_SOAK'] === '1'

it(
  'loses and doubles nothing on Postgres, wherever the process is killed',
  async () => {
    const { kills, missing, unreached } = await killEverywhere('postgres', { all })
    expect(missing, 'failpoints that no flow passes').toEqual([])
    expect(kills).toBeGreaterThan(150)
    // Reads that come to a shop's own turn, or to another's.
    expect(unreached.length, unreached.join('\n')).toBeLessThan(kills / 50)
  },
  all ? 30 * 60_000 : 240_000,
)
