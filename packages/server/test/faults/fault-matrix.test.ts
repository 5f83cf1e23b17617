import { SCENARIOS } from '@cardfile/sandbox'
import { beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, type DatabaseKind } from '../support/shop.ts'
import { allCells, brokenAnswers, type Cell, faultsAt, GATEWAY_CALLS, POSITIONS, WAYS } from './fault-cells.ts'
import type { Played } from './fault-played.ts'
import { playCells } from './fault-run.ts'

/** Every cell on both databases with `CARDFILE_SOAK=1`; otherwise every fault at every call, on one or the other. */
const isSoak = process.env['CARDFILE_SOAK'] === '1'
/** More payments in one shop would take it so long to look at that its time no longer stands still. */
const cellsPerShop = 300
/** Longer than any answer to a charge, in bytes. */
const answerLength = 2_000

const every = allCells()

it('has a cell for every call, fault, way and position that the table of the sandbox implies', () => {
  const covered = new Set(every.flatMap(({ scenarios }) => scenarios))
  expect(SCENARIOS.filter(({ id }) => !covered.has(id)).map(({ id }) => id)).toEqual([])
  for (const call of GATEWAY_CALLS) {
    const own = every.filter((cell) => cell.call === call)
    expect(own).toHaveLength(faultsAt(call).length * WAYS[call].length * POSITIONS.length)
    // What any call can suffer: each broken connection, each status, each wait.
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

/** Every second fault at each call, in one position on one way there; the others are the other database's. */
function aFew(kind: DatabaseKind): Cell[] {
  const perFault = 2 * POSITIONS.length
  const half = kind === 'embedded' ? 0 : 1
  const chosen = every.filter((_, index) => {
    const fault = Math.floor(index / perFault)
    return fault % 2 === half && index % perFault === fault % perFault
  })
  return [...chosen, ...brokenAnswers(answerLength, 50).filter((_, index) => index % 2 === half)]
}

const cellsOf = (kind: DatabaseKind) => (isSoak ? [...every, ...brokenAnswers(answerLength, 1)] : aFew(kind))

it('plays every fault at every call', () => {
  const cells = DATABASE_KINDS.flatMap(cellsOf)
  for (const call of GATEWAY_CALLS) {
    const names = new Set(cells.filter((cell) => cell.call === call).map(({ scenarios }) => scenarios[0]))
    for (const { scenarios } of faultsAt(call)) expect([...names], call).toContain(scenarios[0])
  }
})

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  const cells = cellsOf(kind)
  const played: Played[] = []
  beforeAll(async () => {
    for (let first = 0; first < cells.length; first += cellsPerShop) {
      played.push(...(await playCells(kind, cells.slice(first, first + cellsPerShop))))
    }
  }, 3_600_000)

  it(`keeps its promises in all of ${cells.length} cells, and leaves nothing open`, () => {
    expect(played).toHaveLength(cells.length)
    const wrong = played.filter((one) => one.wrong.length > 0)
    expect(wrong.map(({ cell, wrong: sentences }) => [cell.name, ...sentences])).toEqual([])
  })

  it('plays the fault of every cell', () => {
    expect(played.filter(({ gateway }) => gateway.struck === 0).map(({ cell }) => cell.name)).toEqual([])
  })
})
