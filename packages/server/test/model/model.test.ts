import { createSteppedClock } from '@cardfile/sandbox'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS } from '../support/shop.ts'
import { arbitraryDay } from './arbitrary-day.ts'
import { expectRest } from './promises.ts'
import { openProving, type Proving, type Run } from './model-run.ts'

/** A tenth of the runs in `test`, half of them on each database; all of them with `CARDFILE_SOAK=1`. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const numRuns = isSoak ? 500 : 50
const maxCommands = 40
/** The same days every time, except in the soak: what fails there names the seed that repeats it. */
const seed = 1_295
const timeoutMs = isSoak ? 60 * 60_000 : 240_000

/** States that this many days always lead through. */
const usual = ['awaiting_customer', 'processing', 'unknown', 'succeeded', 'expired', 'not_found', 'abandoned'] as const

const minute = 60_000
/** Past every horizon, expiry, webhook retry and hourly sweep. */
const rest = [1, 4, 6, 10, 20, 60, 70].map((minutes) => minutes * minute)

async function readReachedStates({ shop }: Proving): Promise<string[]> {
  const rows = await shop.query('select distinct to_state as state from cardfile_payment_log')
  return rows.map(({ state }) => String(state))
}

async function comeToRest(run: Run): Promise<void> {
  const { shop, instances, pass } = run.proving
  shop.sandbox.scripts.clear()
  for (const ms of rest) {
    await pass(ms)
    for (const instance of instances) await instance.reconcile()
  }
}

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let proving: Proving
  beforeAll(async () => {
    proving = await openProving(kind, createSteppedClock(new Date().toISOString()))
  })
  afterAll(() => proving.close())

  it(
    'keeps its promises about money, whatever a customer, a network and a gateway do to it',
    async () => {
      let commands = 0
      const reached = new Set<string>()
      await fc.assert(
        fc.asyncProperty(arbitraryDay(maxCommands), async (day) => {
          const run = await proving.begin()
          const model = { commands: 0 }
          await fc.asyncModelRun(() => ({ model, real: run }), day)
          await comeToRest(run)
          await expectRest(run)
          commands += model.commands
          for (const state of await readReachedStates(proving)) reached.add(state)
        }),
        { numRuns, ...(!isSoak && { seed }) },
      )
      expect(commands).toBeGreaterThan(numRuns * 10)
      // Days on which nothing goes wrong prove nothing.
      expect([...reached]).toEqual(expect.arrayContaining([...usual]))
    },
    timeoutMs,
  )
})
