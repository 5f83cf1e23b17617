import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../store/database.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'
import { createAskTogether } from './coalesce-reads.ts'

let shop: TestShop
let database: Database
beforeAll(async () => {
  shop = await openTestShop('postgres')
  database = await openDatabase(shop.options.database, false)
})
afterAll(async () => {
  await database.close()
  await shop.close()
})

/** What each statement was about, in the order in which they began. */
function createRecorder() {
  const ask = createAskTogether<readonly string[]>()
  const statements: (readonly string[])[] = []
  const askFor = (key: string, topic = 'ada') =>
    ask(database, topic, key, async (keys) => {
      statements.push(keys)
      if (keys.includes('refused')) throw new Error('The database is gone.')
      await database.db.execute('select 1')
      return keys
    })
  return { askFor, statements }
}

it('answers fifty questions about one topic with two statements, and each of them', async () => {
  const { askFor, statements } = createRecorder()
  const keys = Array.from({ length: 50 }, (_, number) => String(number))
  const answers = await Promise.all(keys.map((key) => askFor(key)))
  expect(statements).toEqual([['0'], keys.slice(1)])
  for (const [number, answer] of answers.entries()) expect(answer).toContain(String(number))
})

it('lets nobody join a statement that has begun', async () => {
  const { askFor, statements } = createRecorder()
  const tooLate: Promise<(readonly string[])[]>[] = []
  for (let number = 0; number < 100; number += 1) {
    const before = statements.length
    const key = String(number)
    tooLate.push(askFor(key).then(() => statements.slice(0, before).filter((keys) => keys.includes(key))))
    // Sooner or later one is asked in each moment of a statement's life.
    for (let turn = 0; turn < number % 7; turn += 1) await Promise.resolve()
    if (number % 10 === 9) await tooLate.at(-1)
  }
  expect((await Promise.all(tooLate)).flat()).toEqual([])
  expect(statements.flat().toSorted()).toEqual(Array.from(tooLate.keys(), String).toSorted())
})

it('keeps topics apart', async () => {
  const { askFor, statements } = createRecorder()
  await Promise.all([askFor('one', 'ada'), askFor('two', 'bob')])
  expect(statements).toEqual([['one'], ['two']])
})

it('asks anew after a statement that failed', async () => {
  const { askFor, statements } = createRecorder()
  const refused = expect(askFor('refused')).rejects.toThrow('gone')
  expect(await askFor('next')).toEqual(['next'])
  await refused
  expect(statements).toEqual([['refused'], ['next']])
})
