import * as v from 'valibot'
import { expect } from 'vitest'
import { OPEN_STATES, PAYMENT_STATES } from '../../src/state-machine/payment-state.ts'
import { payThere } from './flows.ts'
import type { Stall } from './harness.ts'

const minute = 60_000

const rowSchema = v.object({
  id: v.string(),
  ref: v.string(),
  checkoutId: v.string(),
  state: v.picklist(PAYMENT_STATES),
  /** How often the log says that it came to be paid. */
  successes: v.pipe(v.union([v.number(), v.string()]), v.transform(Number)),
})
type Row = v.InferOutput<typeof rowSchema>

const open = new Set<unknown>(OPEN_STATES)
const paid = new Set<unknown>(['succeeded', 'surplus'])

async function readRows({ query }: Stall): Promise<Row[]> {
  const rows = await query(
    `select id, ref, checkout_id as "checkoutId", state,
       (select count(*) from cardfile_payment_log
        where payment_id = cardfile_payment.id and to_state in ('succeeded', 'surplus')) as successes
     from cardfile_payment order by created_at`,
  )
  return v.parse(v.array(rowSchema), rows)
}

/** What is still to come: payments that are open, charges that no row knows, events that were not told. */
async function readUnsettled(stall: Stall): Promise<string[]> {
  const rows = await readRows(stall)
  const outbox = await stall.query('select id from cardfile_outbox')
  const settled = new Set(rows.filter(({ state }) => paid.has(state)).map(({ ref }) => ref))
  const lost = stall.gateway.sandbox.orders
    .list()
    .filter(({ status, merchantOrderId }) => status === 'completed' && !settled.has(merchantOrderId ?? ''))
  return [
    ...rows.filter(({ state }) => open.has(state)).map(({ id, state }) => `payment ${id} is ${state}`),
    ...lost.map(({ merchantOrderId }) => `charge ${merchantOrderId} is not recorded`),
    ...outbox.map(({ id }) => `event ${String(id)} is not told`),
  ]
}

/** Nothing was sent that was not written first: held against what is left right after a kill, before anybody mends it. */
export async function expectWritten({ gateway, query, forgottenRefs }: Stall): Promise<void> {
  const rows = await query('select ref from cardfile_payment')
  const written = new Set(rows.map(({ ref }) => ref))
  const unwritten = [...gateway.posts.keys()].filter((ref) => !written.has(ref) && !forgottenRefs.has(ref))
  expect(unwritten, 'sent and not written').toEqual([])
}

/**
 * Lets time pass and the reconciler look, past every lease, horizon, expiry and hourly sweep, until nothing is left to
 * do. Fails with what is left when that never happens.
 */
export async function comeToRest(stall: Stall): Promise<void> {
  let unsettled: string[] = []
  for (const minutes of [1, 1, 5, 5, 61, 61, 5]) {
    await stall.pass(minutes * minute)
    await stall.reconcile()
    unsettled = await readUnsettled(stall)
    if (unsettled.length === 0) return
  }
  expect(unsettled, 'left when everything has come to rest').toEqual([])
}

/** Holds a shop that has come to rest against the gateway's own books: nothing lost, nothing doubled. */
export async function judge(stall: Stall): Promise<void> {
  const { sandbox, posts, told } = stall.gateway
  const rows = await readRows(stall)
  const orders = sandbox.orders.list()
  const ordersOf = (ref: string) => orders.filter(({ merchantOrderId }) => merchantOrderId === ref)
  const isCharged = ({ ref }: Row) => ordersOf(ref).some(({ charged }) => charged > 0)

  for (const [ref, count] of posts) expect(count, `POSTs of ${ref}`).toBe(1)
  for (const row of rows) {
    expect(open.has(row.state), `${row.id} is ${row.state}`).toBe(false)
    expect(ordersOf(row.ref).length, `orders of ${row.id}`).toBeLessThanOrEqual(1)
    expect(isCharged(row), `${row.state} ${row.id} is charged`).toBe(paid.has(row.state))
    expect(row.successes, `successes of ${row.id}`).toBe(paid.has(row.state) ? 1 : 0)
    if (!paid.has(row.state)) continue
    const tellings = told.filter(({ type, paymentId }) => type === `payment.${row.state}` && paymentId === row.id)
    expect(new Set(tellings.map(({ id }) => id)).size, `names of what was told about ${row.id}`).toBe(1)
  }
  const known = new Set(rows.map(({ ref }) => ref))
  for (const { charged, merchantOrderId } of orders) {
    if (charged > 0) expect(known, `the payment of charge ${merchantOrderId}`).toContain(merchantOrderId)
  }
  for (const checkoutId of new Set(rows.map((row) => row.checkoutId))) {
    const charges = rows.filter((row) => row.checkoutId === checkoutId && isCharged(row))
    const kept = charges.filter(({ state }) => state !== 'surplus')
    expect(kept.length, `charges kept on ${checkoutId}`).toBeLessThanOrEqual(1)
    if (!stall.lateCheckouts.has(checkoutId)) expect(charges.length, `charges on ${checkoutId}`).toBeLessThanOrEqual(1)
  }
}

/** A customer who sees that nothing was paid pays, and one who has paid cannot pay again. */
export async function payAgain(stall: Stall, checkoutId: string): Promise<void> {
  const { customer, gateway } = stall
  const { payment } = await customer.checkout(checkoutId)
  const [card] = await customer.cards()
  const before = gateway.posts.size
  if (payment?.status === 'succeeded') {
    expect((await customer.press(checkoutId)).status).toBe(409)
    expect(gateway.posts.size).toBe(before)
    return
  }
  expect(payment?.mayPayAgain ?? true, `a ${payment?.status} payment lets another one in`).toBe(true)
  if (card === undefined) await payThere(stall, checkoutId, {})
  else expect(await customer.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
}
