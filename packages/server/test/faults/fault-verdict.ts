import * as v from 'valibot'
import { OPEN_STATES, PAYMENT_STATES } from '../../src/state-machine/payment-state.ts'
import type { TestShop } from '../support/shop.ts'
import { isUnknowable, type Played } from './fault-played.ts'

const rowsSchema = v.array(
  v.object({
    id: v.string(),
    ref: v.string(),
    checkoutId: v.string(),
    state: v.picklist(PAYMENT_STATES),
    scans: v.number(),
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

/** Before this much time, and before this many complete lists, absence proves nothing. Said again. */
const horizonSeconds = 600
const enoughScans = 3

const open = new Set<string>(OPEN_STATES)
const paid = new Set<string>(['succeeded', 'surplus'])

/**
 * What no answer of the gateway ever settles. The order named in a good answer is nowhere: that is not known to be unpaid,
 * and only a person can find out.
 */
const isNeverSettled = ({ cell }: Played) => cell.call === 'createOrder' && cell.scenarios.includes('phantom')

/** Holds every cell to the invariants, by what its gateway really did, what the database kept and what the shop was told. */
export async function judge(shop: TestShop, played: readonly Played[]): Promise<void> {
  const rows = v.parse(
    rowsSchema,
    await shop.query(
      `select id, ref, checkout_id as "checkoutId", state, complete_lists as scans from cardfile_payment order by created_at`,
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
  const told = new Map<string, string[]>()
  for (const { id, type, paymentId } of shop.events) {
    if (paymentId !== undefined) told.set(`${type} ${paymentId}`, [...(told.get(`${type} ${paymentId}`) ?? []), id])
  }
  for (const one of played) {
    const own = rows.filter(({ checkoutId }) => checkoutId === one.checkoutId)
    judgeMoney(one, own)
    judgeLog(
      one,
      own,
      entries.filter(({ paymentId }) => own.some(({ id }) => id === paymentId)),
    )
    judgeEvents(one, own, told)
  }
}

function judgeMoney(one: Played, rows: readonly Row[]): void {
  const { gateway, wrong } = one
  const orders = gateway.sandbox.orders.list()
  const charged = orders.filter(({ charged: amount }) => amount > 0)
  const settled = (row: Row) => paid.has(row.state) || row.state === 'review'
  const doubled = gateway.posts.filter((ref, index) => gateway.posts.indexOf(ref) !== index)
  if (doubled.length > 0) wrong.push(`sent twice: ${doubled.join(', ')} (I2)`)
  if (gateway.posts.some((ref) => !rows.some((row) => row.ref === ref))) wrong.push('an order without a payment (I3)')
  for (const row of rows) {
    if (open.has(row.state) && !isNeverSettled(one)) wrong.push(`${row.state} for ever`)
    if (paid.has(row.state) && !charged.some(({ merchantOrderId }) => merchantOrderId === row.ref)) {
      wrong.push(`${row.state} without a charge`)
    }
  }
  if (isUnknowable(one.cell)) return
  if (charged.length > 1) wrong.push(`${charged.length} charges (I1)`)
  for (const { merchantOrderId } of charged) {
    if (!rows.some((row) => row.ref === merchantOrderId && settled(row)))
      wrong.push('a charge that is not recorded (I6)')
  }
  // A gateway that is well again ends every story but those that wait for a person.
  if (!rows.some(settled) && !isNeverSettled(one))
    wrong.push(`never paid: ${rows.map(({ state }) => state).join(', ')}`)
}

function judgeLog({ gateway, wrong }: Played, rows: readonly Row[], entries: readonly Entry[]): void {
  for (const { paymentId, from, to, waited, evidence } of entries) {
    if (paid.has(from)) wrong.push(`${from} became ${to} (I7)`)
    if (paid.has(to)) {
      const isShown = evidence.orderId !== undefined && gateway.shownPaid.has(evidence.orderId)
      if (!isShown || evidence.status !== 'completed') wrong.push(`${to} without a fetched order (I8)`)
    }
    if (from !== 'unknown' || evidence.kind === 'order' || evidence.kind === 'wrong-order') continue
    const scans = rows.find(({ id }) => id === paymentId)?.scans ?? 0
    if (to !== 'not_found' || waited < horizonSeconds || scans < enoughScans) {
      wrong.push(`unknown became ${to} after ${waited} s and ${scans} lists (I10)`)
    }
  }
}

function judgeEvents({ wrong }: Played, rows: readonly Row[], told: ReadonlyMap<string, readonly string[]>): void {
  const successes = rows.filter(({ state }) => paid.has(state))
  if (successes.filter(({ state }) => state === 'succeeded').length > 1) wrong.push('two successes')
  for (const { id, state } of rows) {
    for (const type of ['succeeded', 'surplus', 'review']) {
      const ids = told.get(`payment.${type} ${id}`) ?? []
      const isDue = state === type
      if (isDue && ids.length === 0) wrong.push(`${state} and the shop was not told (I9, I11)`)
      if (!isDue && ids.length > 0) wrong.push(`told payment.${type} of a payment that is ${state} (I11)`)
      if (new Set(ids).size > 1) wrong.push(`payment.${type} told under ${ids.length} names (I11)`)
    }
  }
}
