import * as v from 'valibot'
import { expect } from 'vitest'
import { isOpen, isUnpaid, PAYMENT_STATES } from '../../src/state-machine/payment-state.ts'
import type { ModelRun } from './model-run.ts'

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

/** The latest time at which the gateway is assumed to create an order. Repeated here, so that a change of the source fails. */
const latestOrderMs = 120_000

/** Every payment of the run, from the database. */
export async function readPayments({ harness, customerId }: ModelRun): Promise<Row[]> {
  const rows = await harness.shop.query(
    `select id, ref, checkout_id as "checkoutId", submitted_at as "submittedAt", state from cardfile_payment
     where customer_id = '${customerId}' order by created_at`,
  )
  return v.parse(v.array(rowSchema), rows)
}

/** Holds after every command. Compares the shop with the gateway's own orders. */
export async function expectInvariants(run: ModelRun): Promise<void> {
  const { shop, posts } = run.harness
  const rows = await readPayments(run)
  const orders = shop.sandbox.orders.list()
  const ordersOf = (ref: string) => orders.filter(({ merchantOrderId }) => merchantOrderId === ref)
  const isCharged = ({ ref }: Row) => ordersOf(ref).some(({ status }) => status === 'completed')

  // On these the gateway broke an assumption: it created an order long after its POST.
  const late = new Set(rows.filter((row) => isLate(row, ordersOf(row.ref))).map(({ checkoutId }) => checkoutId))

  for (const row of rows) {
    expect(posts.get(row.ref) ?? 0, `POSTs of ${row.id}`).toBeLessThanOrEqual(1)
    expect(ordersOf(row.ref).length, `orders of ${row.id}`).toBeLessThanOrEqual(1)
    if (row.state === 'succeeded' || row.state === 'surplus') expect(isCharged(row), `${row.id} is charged`).toBe(true)
    if (!isUnpaid(row.state) || late.has(row.checkoutId)) continue
    expect(isCharged(row), `${row.state} ${row.id} is charged`).toBe(false)
    const mayCharge = ordersOf(row.ref).some(({ status }) => status === 'new' || status === 'processing')
    // A hosted order whose address was lost can stay open: the customer cannot reach it.
    if (row.state !== 'abandoned') expect(mayCharge, `${row.state} ${row.id} may be charged`).toBe(false)
  }
  for (const checkoutId of new Set(rows.map((row) => row.checkoutId))) {
    const openRows = rows.filter((row) => row.checkoutId === checkoutId && isOpen(row.state))
    expect(openRows.length, `open payments on ${checkoutId}`).toBeLessThanOrEqual(1)
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

/** An event can be delivered twice with the same id, and no two events share an id. */
function expectEvents({ harness, firstEvent }: ModelRun): void {
  const byId = new Map<string, string>()
  for (const { id, type, paymentId, cardId } of harness.shop.events.slice(firstEvent)) {
    const event = `${type} ${paymentId ?? cardId ?? ''}`
    expect(byId.get(id) ?? event).toBe(event)
    byId.set(id, event)
  }
  expect(new Set(byId.values()).size).toBe(byId.size)
}

/** Holds once nothing is left to do: no payment is open, no charge is lost or kept twice, every event is delivered. */
export async function expectSettled(run: ModelRun): Promise<void> {
  const { shop } = run.harness
  const rows = await readPayments(run)
  const orders = shop.sandbox.orders.list()
  const charged = rows.filter(({ ref }) =>
    orders.some(({ merchantOrderId, status }) => merchantOrderId === ref && status === 'completed'),
  )
  expect(rows.filter(({ state }) => isOpen(state))).toEqual([])
  for (const { id, state } of charged) expect(['succeeded', 'surplus', 'review'], id).toContain(state)
  for (const checkoutId of new Set(rows.map((row) => row.checkoutId))) {
    const kept = charged.filter((row) => row.checkoutId === checkoutId && row.state === 'succeeded')
    expect(kept.length, `charges kept on ${checkoutId}`).toBeLessThanOrEqual(1)
  }
  const delivered = new Set(
    shop.events.slice(run.firstEvent).map(({ type, paymentId }) => `${type} ${paymentId ?? ''}`),
  )
  for (const { id, state } of rows) {
    if (state === 'succeeded' || state === 'surplus') expect(delivered).toContain(`payment.${state} ${id}`)
  }
}
