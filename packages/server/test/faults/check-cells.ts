import * as v from 'valibot'
import { isOpen, PAYMENT_STATES } from '../../src/state-machine/payment-state.ts'
import type { TestShop } from '../support/shop.ts'
import { isUnidentifiable, type CellRun } from './cell-run.ts'

const rowsSchema = v.array(
  v.object({
    id: v.string(),
    ref: v.string(),
    checkoutId: v.string(),
    state: v.picklist(PAYMENT_STATES),
    lists: v.number(),
  }),
)
type Row = v.InferOutput<typeof rowsSchema>[number]

const entriesSchema = v.array(
  v.object({
    paymentId: v.string(),
    from: v.string(),
    to: v.string(),
    waited: v.pipe(v.union([v.number(), v.string()]), v.transform(Number)),
    evidence: v.object({ kind: v.string(), orderId: v.optional(v.string()), status: v.optional(v.string()) }),
  }),
)
type Entry = v.InferOutput<typeof entriesSchema>[number]

/** The absence horizon and the number of complete lists, repeated here so that a change of the source fails. */
const horizonSeconds = 600
const enoughLists = 3

const paid = new Set<string>(['succeeded', 'surplus'])

/**
 * Whether no answer of the gateway ever settles the payment. The order of a successful answer cannot be fetched, so only a
 * person can find out whether it is paid.
 */
const isNeverSettled = ({ cell }: CellRun) => cell.call === 'createOrder' && cell.scenarios.includes('phantom')

/** Checks the invariants of every cell, from its gateway's orders, the database and the delivered events. */
export async function checkCells(shop: TestShop, runs: readonly CellRun[]): Promise<void> {
  const rows = v.parse(
    rowsSchema,
    await shop.query(
      `select id, ref, checkout_id as "checkoutId", state, complete_lists as lists from cardfile_payment order by created_at`,
    ),
  )
  const entries = v.parse(
    entriesSchema,
    await shop.query(
      `select payment_id as "paymentId", from_state as "from", to_state as "to", evidence,
         extract(epoch from at - submitted_at) as waited
       from cardfile_payment_log join cardfile_payment p on p.id = payment_id order by seq`,
    ),
  )
  const delivered = new Map<string, string[]>()
  for (const { id, type, paymentId } of shop.events) {
    if (paymentId !== undefined)
      delivered.set(`${type} ${paymentId}`, [...(delivered.get(`${type} ${paymentId}`) ?? []), id])
  }
  for (const run of runs) {
    const own = rows.filter(({ checkoutId }) => checkoutId === run.checkoutId)
    checkMoney(run, own)
    checkLog(
      run,
      own,
      entries.filter(({ paymentId }) => own.some(({ id }) => id === paymentId)),
    )
    checkEvents(run, own, delivered)
  }
}

function checkMoney(run: CellRun, rows: readonly Row[]): void {
  const { gateway, violations } = run
  const orders = gateway.sandbox.orders.list()
  const charged = orders.filter(({ charged: amount }) => amount > 0)
  const settled = (row: Row) => paid.has(row.state) || row.state === 'review'
  const repeated = gateway.posts.filter((ref, index) => gateway.posts.indexOf(ref) !== index)
  if (repeated.length > 0) violations.push(`sent twice: ${repeated.join(', ')}`)
  if (gateway.posts.some((ref) => !rows.some((row) => row.ref === ref))) violations.push('an order without a payment')
  for (const row of rows) {
    if (isOpen(row.state) && !isNeverSettled(run)) violations.push(`never leaves ${row.state}`)
    if (paid.has(row.state) && !charged.some(({ merchantOrderId }) => merchantOrderId === row.ref)) {
      violations.push(`${row.state} without a charge`)
    }
  }
  if (isUnidentifiable(run.cell)) return
  if (charged.length > 1) violations.push(`${charged.length} charges`)
  for (const { merchantOrderId } of charged) {
    if (!rows.some((row) => row.ref === merchantOrderId && settled(row)))
      violations.push('a charge that is not recorded')
  }
  // Once the gateway has recovered, every checkout is paid unless it waits for a person.
  if (!rows.some(settled) && !isNeverSettled(run))
    violations.push(`never paid: ${rows.map(({ state }) => state).join(', ')}`)
}

function checkLog({ gateway, violations }: CellRun, rows: readonly Row[], entries: readonly Entry[]): void {
  for (const { paymentId, from, to, waited, evidence } of entries) {
    if (paid.has(from)) violations.push(`${from} became ${to}`)
    if (paid.has(to)) {
      const isFetched = evidence.orderId !== undefined && gateway.fetchedPaid.has(evidence.orderId)
      if (!isFetched || evidence.status !== 'completed') violations.push(`${to} without a fetched order`)
    }
    if (from !== 'unknown' || evidence.kind === 'order' || evidence.kind === 'wrong-order') continue
    const lists = rows.find(({ id }) => id === paymentId)?.lists ?? 0
    if (to !== 'not_found' || waited < horizonSeconds || lists < enoughLists) {
      violations.push(`unknown became ${to} after ${waited} s and ${lists} lists`)
    }
  }
}

function checkEvents(
  { violations }: CellRun,
  rows: readonly Row[],
  delivered: ReadonlyMap<string, readonly string[]>,
): void {
  const successes = rows.filter(({ state }) => paid.has(state))
  if (successes.filter(({ state }) => state === 'succeeded').length > 1) violations.push('two successes')
  for (const { id, state } of rows) {
    for (const type of ['succeeded', 'surplus', 'review']) {
      const ids = delivered.get(`payment.${type} ${id}`) ?? []
      const isDue = state === type
      if (isDue && ids.length === 0) violations.push(`${state} without an event`)
      if (!isDue && ids.length > 0) violations.push(`payment.${type} of a payment that is ${state}`)
      if (new Set(ids).size > 1) violations.push(`payment.${type} with ${ids.length} ids`)
    }
  }
}
