import { Pool } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../cardfile.ts'
import { createCustomer } from '../../test/support/customer.ts'
import { overrideMethods } from '../../test/support/override-methods.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

/** Enough rows that a sequential scan is never cheaper. */
const earlier = 50_000

/** A statement that was sent, with its values. */
interface Sent {
  readonly text: string
  readonly values: unknown[]
}

let shop: TestShop
let pool: Pool
let cardfile: Cardfile
const sent: Sent[] = []
beforeAll(async () => {
  shop = await openTestShop('postgres')
  if (!(shop.options.database instanceof Pool)) throw new Error('The test shop has no pool.')
  pool = shop.options.database
  const listen = <Client extends { query: unknown }>(client: Client): Client => {
    const query = ({ text, ...more }: { text: string }, values: unknown[]): unknown => {
      sent.push({ text, values })
      return Reflect.apply(client.query as (...args: unknown[]) => unknown, client, [{ text, ...more }, values])
    }
    return overrideMethods(client, { query })
  }
  const watched = overrideMethods(listen(pool), { connect: async () => listen(await pool.connect()) })
  cardfile = assembleCardfile({ ...shop.options, database: watched }, shop.clock)
  await shop.query(`insert into cardfile_checkout (id, customer_id)
    select 'old-' || n, 'customer-' || n % 5000 from generate_series(1, ${earlier}) n`)
  await shop.query(`insert into cardfile_payment
      (id, ref, checkout_id, customer_id, kind, amount, currency, idempotency_key, intent_mac, state, order_id,
       submitted_at, created_at, updated_at)
    select gen_random_uuid(), 'old-' || n, 'old-' || n, 'customer-' || n % 5000, 'hosted', 100, 'EUR', n, '', 'succeeded',
       gen_random_uuid(), now(), now(), now() from generate_series(1, ${earlier}) n`)
  await shop.query(`insert into cardfile_card
      (id, customer_id, token_mac, key_id, is_default, consent_version, consent_locale, consent_at, payment_id,
       created_at, removed_at)
    select gen_random_uuid(), 'customer-' || n % 5000, n, 'old', false, '1', 'en', now(), gen_random_uuid(), now(), now()
      from generate_series(1, ${earlier}) n`)
  await shop.query('analyze')
}, 60_000)
afterAll(async () => {
  await cardfile.close()
  await shop.close()
})

/** The tables that a plan scans sequentially. */
function toScannedTables(plan: unknown): string[] {
  const text = JSON.stringify(plan)
  return [...text.matchAll(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"(\w+)"/g)].map(([, table = '']) => table)
}

it(`uses an index for every statement that serves a customer, among ${earlier} payments, checkouts and cards`, async () => {
  const ada = createCustomer({ ...shop, cardfile }, 'ada')
  const card = await ada.saveCard()
  await ada.pay(ada.newCheckout(995), { cardId: card.id, cvc: '123' })
  await ada.send('PUT', `/cards/${card.id}/default`)
  await ada.send('GET', '/health')
  const hosted = await ada.pay(ada.newCheckout(995))
  await ada.send('POST', `/payments/${hosted.id}/cancel`)
  shop.clock.offsetMs += 3_600_000
  await cardfile.reconcile()
  await ada.send('DELETE', `/cards/${card.id}`)

  const large = ['cardfile_payment', 'cardfile_checkout', 'cardfile_card', 'cardfile_payment_log']
  const explained = new Set<string>()
  for (const { text, values } of sent) {
    if (!/^\s*(select|insert|update|delete|with)/i.test(text) || explained.has(text)) continue
    explained.add(text)
    const { rows } = await pool.query(`explain (format json) ${text}`, values)
    expect(
      toScannedTables(rows).filter((table) => large.includes(table)),
      text,
    ).toEqual([])
  }
  expect(explained.size).toBeGreaterThan(30)
})

it('would notice a sequential scan', async () => {
  const { rows } = await pool.query('explain (format json) select 1 from cardfile_payment where amount = 1')
  expect(toScannedTables(rows)).toEqual(['cardfile_payment'])
})
