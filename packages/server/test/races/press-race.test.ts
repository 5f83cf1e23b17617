import { Pool } from 'pg'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assembleCardfile, type Cardfile } from '../../src/cardfile.ts'
import { createMovableClock } from '../support/movable-clock.ts'
import { createCustomer, type Customer } from '../support/customer.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../support/shop.ts'

const tabs = 50
/** The rate limit of one customer in ten minutes: only the presses that win may consume it. */
const checkoutsEach = 20
const CUSTOMERS = { postgres: 50, embedded: 1 } as const
/** Checkouts raced for concurrently: one alone would wait for the database most of the time. */
const concurrency = 5
const price = 995
const minute = 60_000

/** The answer to a press: the payment, or a problem with the payment. */
const answerSchema = v.union([
  v.object({ id: v.string(), status: v.string() }),
  v.object({ code: v.picklist(['payment_in_progress', 'already_paid']), payment: v.object({ id: v.string() }) }),
])

interface Racer {
  /** The customer, at each instance. */
  readonly at: readonly Customer[]
  readonly cardId: string
}

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  let other: Cardfile
  const racers: Racer[] = []
  beforeAll(async () => {
    shop = await openTestShop(kind)
    // Both instances are past the window of the rate limits that saving the cards has consumed.
    const later = createMovableClock()
    later.offsetMs = 11 * minute
    other = kind === 'postgres' ? assembleCardfile(shop.options, later) : shop.cardfile
    for (let number = 0; number < CUSTOMERS[kind]; number += 1) {
      const id = `customer-${number}`
      const at = [shop.customer(id), createCustomer({ ...shop, cardfile: other }, id)]
      racers.push({ at, cardId: (await shop.customer(id).saveCard()).id })
    }
    shop.clock.offsetMs = later.offsetMs
  }, 120_000)
  afterAll(async () => {
    if (other !== shop.cardfile) await other.close()
    await shop.close()
  })

  /**
   * Fifty tabs press at once. When shared, they use ten idempotency keys, five tabs each. Returns the statuses, and the ids of
   * the payments in the answers.
   */
  async function race({ at, cardId }: Racer, isShared: boolean): Promise<{ statuses: number[]; ids: Set<string> }> {
    const [first] = at
    if (first === undefined) throw new Error('There is no instance.')
    const checkoutId = first.newCheckout(price)
    const { quote } = await first.checkout(checkoutId)
    const body = { checkoutId, quote, method: { type: 'saved-card', cardId } }
    const answers = Array.from({ length: tabs }, async (_, tab) => {
      const key = `${checkoutId}, tab ${isShared ? tab % (tabs / 5) : tab}`
      const customer = at[tab % at.length] ?? first
      const answer = await customer.send('POST', '/payments', body, { 'idempotency-key': key })
      const parsed = v.parse(answerSchema, await answer.json())
      return { status: answer.status, id: 'code' in parsed ? parsed.payment.id : parsed.id }
    })
    const settled = await Promise.all(answers)
    return { statuses: settled.map(({ status }) => status), ids: new Set(settled.map(({ id }) => id)) }
  }

  const count = async (text: string) => Number((await shop.query(`select count(*) as n from ${text}`))[0]?.['n'])

  it(`charges each of ${CUSTOMERS[kind] * checkoutsEach} checkouts once when ${tabs} tabs press at the same time`, async () => {
    const removed: unknown[] = []
    const { database } = shop.options
    if (database instanceof Pool) database.on('remove', (client) => removed.push(client))
    const checkouts = racers.length * checkoutsEach
    const eventsBefore = shop.events.length
    const posts = () => shop.gatewayRequests.filter((request) => request === 'POST /v1/orders/').length
    const before = posts()
    for (let turn = 0; turn < checkoutsEach; turn += 1) {
      const isShared = turn % 2 === 1
      for (let first = 0; first < racers.length; first += concurrency) {
        const races = racers.slice(first, first + concurrency).map((racer) => race(racer, isShared))
        for (const { statuses, ids } of await Promise.all(races)) {
          expect(ids.size, 'payments in the answers to fifty tabs').toBe(1)
          expect(statuses.filter((status) => status === 201)).toHaveLength(1)
          expect(statuses.filter((status) => status === 200)).toHaveLength(isShared ? 4 : 0)
          expect(statuses.filter((status) => status === 409)).toHaveLength(isShared ? 45 : 49)
        }
      }
    }
    while ((await shop.cardfile.reconcile()).delivered > 0);

    expect(posts() - before, 'POSTs').toBe(checkouts)
    const orders = shop.sandbox.orders.list().filter(({ amount }) => amount === price)
    expect(orders.map(({ status }) => status)).toEqual(Array.from({ length: checkouts }, () => 'completed'))
    expect(await count(`cardfile_payment where state = 'succeeded' and amount = ${price}`)).toBe(checkouts)
    expect(await count(`cardfile_payment where amount = ${price}`)).toBe(checkouts)
    const events = shop.events.slice(eventsBefore).filter(({ amount }) => amount?.value === price)
    expect(events.filter(({ type }) => type === 'payment.succeeded')).toHaveLength(checkouts)
    expect(events).toHaveLength(checkouts)
    expect(new Set(events.map(({ paymentId }) => paymentId)).size).toBe(checkouts)
    // A problem is a normal answer, and must not cost its database connection.
    expect(removed).toEqual([])
  }, 1_800_000)
})
