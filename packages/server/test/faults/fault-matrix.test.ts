import { SCENARIOS } from '@cardfile/sandbox'
import { beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, type DatabaseKind } from '../support/shop.ts'
import { allCells, brokenAnswers, type Cell, faultsAt, GATEWAY_CALLS, OCCURRENCES, TRIGGERS } from './fault-cells.ts'
import type { CellRun } from './cell-run.ts'
import { runCells } from './run-cells.ts'

/** With `CARDFILE_SOAK=1` every cell runs on both databases; otherwise every fault runs at every call on one of them. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
/** More payments in one shop would take too long to poll for its virtual time. */
const cellsPerShop = 300
/** Longer than any answer to a charge, in bytes. */
const answerLength = 2_000

const every = allCells()

it('has a cell for every call, fault, trigger and occurrence of the sandbox scenarios', () => {
  const covered = new Set(every.flatMap(({ scenarios }) => scenarios))
  expect(SCENARIOS.filter(({ id }) => !covered.has(id)).map(({ id }) => id)).toEqual([])
  for (const call of GATEWAY_CALLS) {
    const own = every.filter((cell) => cell.call === call)
    expect(own).toHaveLength(faultsAt(call).length * TRIGGERS[call].length * OCCURRENCES.length)
    // Any call can meet a broken connection, an error status or a delay.
    for (const { id, fault } of SCENARIOS) {
      if (fault.answer === undefined && fault.delayMs === undefined) continue
      if (call === 'createOrder' && SCENARIOS.some((row) => row.id === id && row.on !== undefined)) continue
      expect(
        own.filter(({ scenarios }) => scenarios.includes(id)),
        `${id} at ${call}`,
      ).toHaveLength(6)
    }
  }
  expect(new Set(every.map(({ name }) => name)).size).toBe(every.length)
})

/** Every second fault at each call, with one trigger and occurrence. The other database runs the other half. */
function sample(kind: DatabaseKind): Cell[] {
  const perFault = 2 * OCCURRENCES.length
  const half = kind === 'embedded' ? 0 : 1
  const chosen = every.filter((_, index) => {
    const fault = Math.floor(index / perFault)
    return fault % 2 === half && index % perFault === fault % perFault
  })
  return [...chosen, ...brokenAnswers(answerLength, 50).filter((_, index) => index % 2 === half)]
}

const cellsOf = (kind: DatabaseKind) => (isSoak ? [...every, ...brokenAnswers(answerLength, 1)] : sample(kind))

it('plays every fault at every call', () => {
  const cells = DATABASE_KINDS.flatMap(cellsOf)
  for (const call of GATEWAY_CALLS) {
    const names = new Set(cells.filter((cell) => cell.call === call).map(({ scenarios }) => scenarios[0]))
    for (const { scenarios } of faultsAt(call)) expect([...names], call).toContain(scenarios[0])
  }
})

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  const cells = cellsOf(kind)
  const runs: CellRun[] = []
  beforeAll(async () => {
    for (let first = 0; first < cells.length; first += cellsPerShop) {
      runs.push(...(await runCells(kind, cells.slice(first, first + cellsPerShop))))
    }
  }, 3_600_000)

  it(`keeps its promises about money in all of ${cells.length} cells, and leaves no payment open`, () => {
    expect(runs).toHaveLength(cells.length)
    const failed = runs.filter((run) => run.violations.length > 0)
    expect(failed.map(({ cell, violations }) => [cell.name, ...violations])).toEqual([])
  })

  it('plays the fault of every cell', () => {
    expect(runs.filter(({ gateway }) => gateway.faultsPlayed === 0).map(({ cell }) => cell.name)).toEqual([])
  })
})
