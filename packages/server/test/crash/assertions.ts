import * as v from 'valibot'
import { expect } from 'vitest'
import { isOpen, PAYMENT_STATES } from '../../src/state-machine/payment-state.ts'
import { payOnHostedPage } from './flows.ts'
import type { KillableShop } from './harness.ts'

const minute = 60_000

const rowSchema = v.object({
  id: v.string(),
  ref: v.string(),
  checkoutId: v.string(),
  state: v.picklist(PAYMENT_STATES),
  /** Number of transitions to a paid state in the log. */
  successes: v.pipe(v.union([v.number(), v.string()]), v.transform(Number)),
})
type Row = v.InferOutput<typeof rowSchema>

const paid = new Set<unknown>(['succeeded', 'surplus'])

async function readRows({ query }: KillableShop): Promise<Row[]> {
  const rows = await query(
    `select id, ref, checkout_id as "checkoutId", state,
       (select count(*) from cardfile_payment_log
        where payment_id = cardfile_payment.id and to_state in ('succeeded', 'surplus')) as successes
     from cardfile_payment order by created_at`,
  )
  return v.parse(v.array(rowSchema), rows)
}

/** Open payments, charges without a row, and undelivered events, one sentence each. */
async function readUnsettled(shop: KillableShop): Promise<string[]> {
  const rows = await readRows(shop)
  const outbox = await shop.query('select id from cardfile_outbox')
  const settled = new Set(rows.filter(({ state }) => paid.has(state)).map(({ ref }) => ref))
  const lost = shop.gateway.sandbox.orders
    .list()
    .filter(({ status, merchantOrderId }) => status === 'completed' && !settled.has(merchantOrderId ?? ''))
  return [
    ...rows.filter(({ state }) => isOpen(state)).map(({ id, state }) => `payment ${id} is ${state}`),
    ...lost.map(({ merchantOrderId }) => `charge ${merchantOrderId} is not recorded`),
    ...outbox.map(({ id }) => `event ${String(id)} is not delivered`),
  ]
}

/** Every order was written before it was sent. Call it right after a kill, before anything can repair the rows. */
export async function expectWrittenBeforeSent({ gateway, query, deletedRefs }: KillableShop): Promise<void> {
  const rows = await query('select ref from cardfile_payment')
  const written = new Set(rows.map(({ ref }) => ref))
  const unwritten = [...gateway.posts.keys()].filter((ref) => !written.has(ref) && !deletedRefs.has(ref))
  expect(unwritten, 'sent and not written').toEqual([])
}

/**
 * Advances the clocks past every lease, horizon, expiry and hourly sweep, and reconciles, until nothing is left to do. Fails
 * with the remaining work if that never happens.
 */
export async function untilSettled(shop: KillableShop): Promise<void> {
  let unsettled: string[] = []
  for (const minutes of [1, 1, 5, 5, 61, 61, 5]) {
    await shop.advance(minutes * minute)
    await shop.reconcile()
    unsettled = await readUnsettled(shop)
    if (unsettled.length === 0) return
  }
  expect(unsettled, 'never settled').toEqual([])
}

/** Compares a settled shop with the gateway's own orders: no charge is lost, none is doubled. */
export async function expectMatchesGateway(shop: KillableShop): Promise<void> {
  const { sandbox, posts, events } = shop.gateway
  const rows = await readRows(shop)
  const orders = sandbox.orders.list()
  const ordersOf = (ref: string) => orders.filter(({ merchantOrderId }) => merchantOrderId === ref)
  const isCharged = ({ ref }: Row) => ordersOf(ref).some(({ charged }) => charged > 0)

  for (const [ref, count] of posts) expect(count, `POSTs of ${ref}`).toBe(1)
  for (const row of rows) {
    expect(isOpen(row.state), `${row.id} is ${row.state}`).toBe(false)
    expect(ordersOf(row.ref).length, `orders of ${row.id}`).toBeLessThanOrEqual(1)
    expect(isCharged(row), `${row.state} ${row.id} is charged`).toBe(paid.has(row.state))
    expect(row.successes, `successes of ${row.id}`).toBe(paid.has(row.state) ? 1 : 0)
    if (!paid.has(row.state)) continue
    const deliveries = events.filter(({ type, paymentId }) => type === `payment.${row.state}` && paymentId === row.id)
    expect(new Set(deliveries.map(({ id }) => id)).size, `event ids of ${row.id}`).toBe(1)
  }
  const known = new Set(rows.map(({ ref }) => ref))
  for (const { charged, merchantOrderId } of orders) {
    if (charged > 0) expect(known, `the payment of charge ${merchantOrderId}`).toContain(merchantOrderId)
  }
  for (const checkoutId of new Set(rows.map((row) => row.checkoutId))) {
    const charges = rows.filter((row) => row.checkoutId === checkoutId && isCharged(row))
    const kept = charges.filter(({ state }) => state !== 'surplus')
    expect(kept.length, `charges kept on ${checkoutId}`).toBeLessThanOrEqual(1)
    if (!shop.lateCheckouts.has(checkoutId)) expect(charges.length, `charges on ${checkoutId}`).toBeLessThanOrEqual(1)
  }
}

/** Pays an unpaid checkout again; a paid one has to refuse. */
export async function payAgain(shop: KillableShop, checkoutId: string): Promise<void> {
  const { customer, gateway } = shop
  const { payment } = await customer.checkout(checkoutId)
  const [card] = await customer.cards()
  const before = gateway.posts.size
  if (payment?.status === 'succeeded') {
    expect((await customer.press(checkoutId)).status).toBe(409)
    expect(gateway.posts.size).toBe(before)
    return
  }
  expect(payment?.mayPayAgain ?? true, `the customer may pay again after a ${payment?.status} payment`).toBe(true)
  if (card === undefined) await payOnHostedPage(shop, checkoutId, {})
  else expect(await customer.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
}
