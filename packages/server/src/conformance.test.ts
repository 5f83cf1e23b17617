import { conformanceCases, expectNoTrace } from '@cardfile/contract/conformance'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ConformanceShop, openConformanceShop } from '../test/support/conformance-backend.ts'
import { createCustomer } from '../test/support/customer.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../test/support/shop.ts'

/** On Postgres the suite runs over sockets: `mounts.test.ts`. */
describe('the real handler on the embedded database', () => {
  let opened: ConformanceShop
  beforeAll(async () => {
    opened = await openConformanceShop('embedded')
  })
  afterAll(() => opened.shop.close())
  afterEach(() => opened.reset())

  it.each(conformanceCases)('$name', ({ run }) =>
    run(opened.toBackend((request) => opened.shop.cardfile.handle(request))),
  )
})

describe.each(DATABASE_KINDS)('what must stay secret, on the %s database', (kind) => {
  const cvc = '8471'
  const malformedCvc = '937150284'
  const secret = 'a secret that only this suite knows'
  const log: string[] = []
  const answers: string[] = []
  let shop: TestShop
  let tokens: string[]
  beforeAll(async () => {
    const note = (fields: object, message: string) => void log.push(JSON.stringify([fields, message]))
    shop = await openTestShop(kind, { secret, logger: { warn: note, error: note } })
    const handle: TestShop['cardfile']['handle'] = async (...args) => {
      const answer = await shop.cardfile.handle(...args)
      answers.push(JSON.stringify([answer.status, [...answer.headers], await answer.clone().text()]))
      return answer
    }
    const ada = createCustomer({ ...shop, cardfile: { ...shop.cardfile, handle } }, 'ada')
    const card = await ada.saveCard('4111111111111111')
    const removed = await ada.saveCard('5544330000000037')
    await ada.press(ada.newCheckout(1295), { cardId: card.id, cvc })
    await ada.press(ada.newCheckout(1295), { cardId: card.id, cvc: malformedCvc })
    await ada.pay(ada.newCheckout(666051), { cardId: card.id })
    await ada.send('DELETE', `/cards/${removed.id}`)
    await ada.cards()
    await ada.send('GET', '/health')
    tokens = shop.sandbox.state().cards.map(({ token }) => token)
    if (tokens.length < 2) throw new Error('The gateway has not saved the cards.')
  })
  afterAll(() => shop.close())

  const everySecret = () => [
    ...tokens,
    shop.options.gateway.apiKey,
    secret,
    '4111111111111111',
    '5544330000000037',
    // Four digits alone are found by chance.
    `"${cvc}"`,
    `:${cvc},`,
    malformedCvc,
  ]

  it('is in no answer, no log and no event', () => {
    expect(answers.length).toBeGreaterThan(10)
    expectNoTrace(everySecret(), { answers, log, events: JSON.stringify(shop.events) })
  })

  it('is in no table', async () => {
    const tables = await dump(shop)
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining(['public.cardfile_card', 'public.cardfile_payment', 'public.cardfile_payment_log']),
    )
    expectNoTrace(everySecret(), tables)
  })

  it('would be found in any table that stored it', async () => {
    await shop.query(`create table planted as select '${btoa(`token ${tokens[0] ?? ''}`)}'::text as kept`)
    const tables = await dump(shop)
    expect(() => expectNoTrace(everySecret(), tables)).toThrow('public.planted (secret 1, as base64)')
  })
})

/** Every row of every table outside the catalogs of Postgres, as JSON. */
async function dump(shop: TestShop): Promise<Record<string, string[]>> {
  const tables = await shop.query(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  const rows = tables.map(async ({ name }) => {
    const found = await shop.query(`select row_to_json(t)::text as row from ${String(name)} t`)
    return [String(name), found.map(({ row }) => String(row))] as const
  })
  return Object.fromEntries(await Promise.all(rows))
}
