import {
  type BankAnswer,
  type ConformanceBackend,
  conformanceCases,
  expectNoTrace,
} from '@cardfile/contract/conformance'
import type { CvcRule } from '@cardfile/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createCustomer } from '../test/support/customer.ts'
import { DATABASE_KINDS, openTestShop, publicUrl, type TestShop } from '../test/support/shop.ts'

/** The sandbox's names of what a bank does. */
const SCENARIO = {
  'step-up': 'step-up',
  silence: 'silence',
  review: 'authorised-only',
  insufficient_funds: 'decline-51',
  card_declined: 'decline-05',
  cvc_incorrect: 'cvc-wrong',
  card_expired: 'card-expired',
  authentication_failed: 'authentication-failed',
  card_not_supported: 'not-for-ecommerce',
  saved_card_invalid: 'dead-token',
  processing_error: 'failed',
} as const satisfies Record<Exclude<BankAnswer, 'approval'>, string>

/** Cards that the sandbox approves, and one that it declines. */
const approved = ['4111111111111111', '5544330000000037'] as const
const another = '4018810000100036'
const declining = '4111111111111105'

describe.each(DATABASE_KINDS)('the real handler on the %s database', (kind) => {
  const rules = new Map<string, CvcRule>()
  let shop: TestShop
  let backend: ConformanceBackend
  beforeAll(async () => {
    const collect = ({ id }: { readonly id: string }) => rules.get(id) ?? 'optional'
    shop = await openTestShop(kind, { cvc: { collect, acceptPciScope: 'SAQ-D' } })
    backend = createRealConformance(shop, rules)
  })
  afterAll(() => shop.close())
  afterEach(() => {
    shop.sandbox.scripts.clear()
    shop.clock.offsetMs = 0
  })

  it.each(conformanceCases)('$name', ({ run }) => run(backend))
})

function createRealConformance(shop: TestShop, rules: Map<string, CvcRule>): ConformanceBackend {
  let customers = 0
  return {
    url: publicUrl,
    fetch: (request) => shop.cardfile.handle(request),
    as: (id): Record<string, string> => (id === null ? {} : { 'x-test-customer': id }),
    async newCustomer({ cards = [], cvc = 'optional' } = {}) {
      const id = `customer-${(customers += 1)}`
      for (const [at, state] of cards.entries()) {
        const card = await shop.customer(id).saveCard(approved[at])
        rules.set(card.id, cvc)
        if (state === 'expired') await shop.query(`update cardfile_card set expiry_year = 2025 where id = '${card.id}'`)
      }
      return id
    },
    newCheckout: async (id, { value, currency }) => shop.customer(id).newCheckout(value, currency),
    async changePrice(_, checkoutId, value) {
      const checkout = shop.checkouts.get(checkoutId)
      if (checkout === undefined) throw new Error(`There is no checkout ${checkoutId}.`)
      shop.checkouts.set(checkoutId, { ...checkout, amount: { ...checkout.amount, value } })
    },
    async expireQuotes(_, end) {
      shop.clock.offsetMs = end.getTime() - Date.now()
    },
    async bankAnswers(_, answer) {
      shop.sandbox.scripts.clear()
      if (answer !== 'approval') shop.sandbox.script(SCENARIO[answer], { times: Number.POSITIVE_INFINITY })
    },
    async finishAtGateway(id, payment, result) {
      const customer = shop.customer(id)
      if (payment.method.type === 'saved-card') {
        await customer.confirm(payment.redirectUrl, result === 'paid' ? '0101' : '3333')
      } else if (result === 'paid') await customer.typeCard(payment, another)
      else {
        await customer.typeCard(payment, declining)
        // The customer stays on the gateway's page: only a webhook or the next due look tells the shop.
        const isKnown = async () => 'decline' in (await customer.payment(payment.id))
        await vi.waitUntil(isKnown, { timeout: 15_000, interval: 100 })
      }
    },
  }
}

describe.each(DATABASE_KINDS)('what must stay secret, on the %s database', (kind) => {
  /** Four digits in quotes: long enough not to be found by chance. */
  const code = '8471'
  const noCode = '937150284'
  const secret = 'a secret that nothing but this suite knows of'
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
    await ada.press(ada.newCheckout(1295), { cardId: card.id, cvc: code })
    await ada.press(ada.newCheckout(1295), { cardId: card.id, cvc: noCode })
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
    `"${code}"`,
    `:${code},`,
    noCode,
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

  it('would be found in any table that kept it', async () => {
    await shop.query(`create table planted as select '${btoa(`token ${tokens[0] ?? ''}`)}'::text as kept`)
    const tables = await dump(shop)
    expect(() => expectNoTrace(everySecret(), tables)).toThrow('public.planted (secret 1, as base64)')
  })
})

/** Every row of every table that is not Postgres' own, as JSON. */
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
