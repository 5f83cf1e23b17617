import * as v from 'valibot'
import { expect } from 'vitest'
import { OPEN_STATES, PAYMENT_STATES, UNPAID_STATES } from '../../src/state-machine/payment-state.ts'
import type { Run } from './model-run.ts'

const rowSchema = v.object({
  id: v.string(),
  ref: v.string(),
  checkoutId: v.string(),
  submittedAt: v.pipe(
    v.union([v.date(), v.string()]),
    v.transform((time) => new Date(time).getTime()),
  ),
  state: v.picklist(PAYMENT_STATES),
})
type Row = v.InferOutput<typeof rowSchema>

/** How late the gateway is assumed to make an order at most. Said here again, so that a change there is noticed. */
const latestOrderMs = 120_000

const unpaid = new Set<unknown>(UNPAID_STATES)
const open = new Set<unknown>(OPEN_STATES)

/** Every payment of the run as the database has it. */
export async function readPayments({ proving, customerId }: Run): Promise<Row[]> {
  const rows = await proving.shop.query(
    `select id, ref, checkout_id as "checkoutId", submitted_at as "submittedAt", state from cardfile_payment
     where customer_id = '${customerId}' order by created_at`,
  )
  return v.parse(v.array(rowSchema), rows)
}

/** What has to hold after every single thing that happens. The gateway's own books are the judge. */
export async function expectPromises(run: Run): Promise<void> {
  const { shop, posts } = run.proving
  const rows = await readPayments(run)
  const orders = shop.sandbox.orders.list()
  const ordersOf = (ref: string) => orders.filter(({ merchantOrderId }) => merchantOrderId === ref)
  const isCharged = ({ ref }: Row) => ordersOf(ref).some(({ status }) => status === 'completed')

  // The gateway did what it is assumed never to do: it made an order long after its POST was over.
  const late = new Set(rows.filter((row) => isLate(row, ordersOf(row.ref))).map(({ checkoutId }) => checkoutId))

  for (const row of rows) {
    expect(posts.get(row.ref) ?? 0, `POSTs of ${row.id}`).toBeLessThanOrEqual(1)
    expect(ordersOf(row.ref).length, `orders of ${row.id}`).toBeLessThanOrEqual(1)
    if (row.state === 'succeeded' || row.state === 'surplus') expect(isCharged(row), `${row.id} is charged`).toBe(true)
    if (!unpaid.has(row.state) || late.has(row.checkoutId)) continue
    expect(isCharged(row), `${row.state} ${row.id} is charged`).toBe(false)
    const mayCharge = ordersOf(row.ref).some(({ status }) => status === 'new' || status === 'processing')
    // A hosted order whose address was lost may stay: nobody can pay it.
    if (row.state !== 'abandoned') expect(mayCharge, `${row.state} ${row.id} may be charged`).toBe(false)
  }
  for (const checkoutId of new Set(rows.map((row) => row.checkoutId))) {
    const underWay = rows.filter((row) => row.checkoutId === checkoutId && open.has(row.state))
    expect(underWay.length, `payments under way on ${checkoutId}`).toBeLessThanOrEqual(1)
    const charged = rows.filter((row) => row.checkoutId === checkoutId && isCharged(row))
    const kept = charged.filter(({ state }) => state !== 'surplus')
    if (!late.has(checkoutId)) expect(charged.length, `charges on ${checkoutId}`).toBeLessThanOrEqual(1)
    expect(kept.filter(({ state }) => state === 'succeeded').length).toBeLessThanOrEqual(1)
  }
  expectEvents(run)
}

function isLate({ submittedAt }: Row, orders: readonly { readonly created: string }[]): boolean {
  return orders.some(({ created }) => Date.parse(created) > submittedAt + latestOrderMs)
}

/** An event may be told twice, always under its own name, and no two things share a name. */
function expectEvents({ proving, firstEvent }: Run): void {
  const names = new Map<string, string>()
  for (const { id, type, paymentId, cardId } of proving.shop.events.slice(firstEvent)) {
    const thing = `${type} ${paymentId ?? cardId ?? ''}`
    expect(names.get(id) ?? thing).toBe(thing)
    names.set(id, thing)
  }
  expect(new Set(names.values()).size).toBe(names.size)
}

/** What has to hold once everything has come to rest: nothing open, nothing lost, nothing kept twice, everything told. */
export async function expectRest(run: Run): Promise<void> {
  const { shop } = run.proving
  const rows = await readPayments(run)
  const orders = shop.sandbox.orders.list()
  const charged = rows.filter(({ ref }) =>
    orders.some(({ merchantOrderId, status }) => merchantOrderId === ref && status === 'completed'),
  )
  expect(rows.filter(({ state }) => open.has(state))).toEqual([])
  for (const { id, state } of charged) expect(['succeeded', 'surplus', 'review'], id).toContain(state)
  for (const checkoutId of new Set(rows.map((row) => row.checkoutId))) {
    const kept = charged.filter((row) => row.checkoutId === checkoutId && row.state === 'succeeded')
    expect(kept.length, `charges kept on ${checkoutId}`).toBeLessThanOrEqual(1)
  }
  const told = new Set(shop.events.slice(run.firstEvent).map(({ type, paymentId }) => `${type} ${paymentId ?? ''}`))
  for (const { id, state } of rows) {
    if (state === 'succeeded' || state === 'surplus') expect(told).toContain(`payment.${state} ${id}`)
  }
}
