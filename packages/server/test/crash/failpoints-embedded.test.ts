import { expect, it } from 'vitest'
import { killEverywhere } from './kill-everywhere.ts'

/** Every crash point with `CARDFILE_SOAK=1`, also those between which nothing changes. */
const all = process.env['CARDFILE_SOAK'] === '1'

it(
  'loses and doubles no charge on the embedded database, wherever the process is killed',
  async () => {
    const { kills, missing, unreached } = await killEverywhere('embedded', { all })
    expect(missing, 'failpoints that no flow reaches').toEqual([])
    expect(kills).toBeGreaterThan(20)
    // Only reads can be missed: their order depends on timing.
    expect(unreached.length, unreached.join('\n')).toBeLessThan(kills / 50)
  },
  all ? 30 * 60_000 : 240_000,
)
