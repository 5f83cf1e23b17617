import { createSteppedClock } from '@cardfile/sandbox'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS } from '../support/shop.ts'
import { arbitraryDay } from './arbitrary-day.ts'
import { expectSettled } from './run-invariants.ts'
import { openModelHarness, type ModelHarness, type ModelRun } from './model-run.ts'

/** Runs on each database: all of them with `CARDFILE_SOAK=1`, a tenth otherwise. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
const numRuns = isSoak ? 500 : 50
const maxCommands = 40
/** The same days every time, except in the soak. There a failure prints the seed that repeats it. */
const seed = 1_295
const timeoutMs = isSoak ? 60 * 60_000 : 240_000

/** States that this many days always reach. */
const usual = ['awaiting_customer', 'processing', 'unknown', 'succeeded', 'expired', 'not_found', 'abandoned'] as const

const minute = 60_000
/** Past every horizon, expiry, webhook retry and hourly sweep. */
const settlingMs = [1, 4, 6, 10, 20, 60, 70].map((minutes) => minutes * minute)

async function readReachedStates({ shop }: ModelHarness): Promise<string[]> {
  const rows = await shop.query('select distinct to_state as state from cardfile_payment_log')
  return rows.map(({ state }) => String(state))
}

async function untilSettled(run: ModelRun): Promise<void> {
  const { shop, instances, advance } = run.harness
  shop.sandbox.scripts.clear()
  for (const ms of settlingMs) {
    await advance(ms)
    for (const instance of instances) await instance.reconcile()
  }
}

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let harness: ModelHarness
  beforeAll(async () => {
    harness = await openModelHarness(kind, createSteppedClock(new Date().toISOString()))
  })
  afterAll(() => harness.close())

  it(
    'keeps its promises about money in any sequence of customer actions, network faults and gateway faults',
    async () => {
      let commands = 0
      const reached = new Set<string>()
      await fc.assert(
        fc.asyncProperty(arbitraryDay(maxCommands), async (day) => {
          const run = await harness.startRun()
          const model = { commands: 0 }
          await fc.asyncModelRun(() => ({ model, real: run }), day)
          await untilSettled(run)
          await expectSettled(run)
          commands += model.commands
          for (const state of await readReachedStates(harness)) reached.add(state)
        }),
        { numRuns, ...(!isSoak && { seed }) },
      )
      expect(commands).toBeGreaterThan(numRuns * 10)
      // Days without faults would prove nothing.
      expect([...reached]).toEqual(expect.arrayContaining([...usual]))
    },
    timeoutMs,
  )
})
