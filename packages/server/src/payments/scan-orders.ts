import type { Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import type { Finding } from './finding.ts'
import { toFinding } from './finding.ts'
import { readNow } from '../store/clock.ts'
import type { PaymentRow } from '../store/schema.ts'
import { absenceHorizonMs, absenceScans, clockSkewMs, latestCommitMs, latestListingMs } from './timing.ts'

/** List lengths at which a page limit is suspected: nothing documents one, so a full-looking answer may be cut short. */
const suspiciousLengths = new Set([50, 100, 200, 250, 500, 1_000])
const narrowestWindowMs = 1_000

interface Scan {
  readonly orders: readonly Order[]
  /** Whether every part of the window was answered, so that an order that is not there was not listed. */
  readonly isComplete: boolean
}

/**
 * Looks for the order of a payment whose POST was never answered, by its reference, in the list of orders made around
 * then. Absence is believed only after the horizon and enough complete lists: one empty list proves nothing.
 */
export async function scanForOrder(
  context: Context,
  row: PaymentRow,
): Promise<{ finding: Finding | undefined; scanned?: boolean }> {
  const { scaled } = context.clock
  const submitted = row.submittedAt.getTime()
  const now = (await readNow(context.database.db, context.clock)).getTime()
  const since = new Date(submitted - clockSkewMs)
  const until = new Date(Math.min(now, submitted + scaled(latestCommitMs)) + clockSkewMs)
  const { orders, isComplete } = await listWindow(context, since, until)
  const hits = orders.filter((order) => order.ref === row.ref)
  // Should one POST have made two orders, the paid one is the one that matters.
  const hit = hits.find((order) => order.status === 'completed') ?? hits[0]
  if (hit !== undefined) {
    const answer = await context.gateway.getOrder(hit.id)
    return { finding: answer.kind === 'ok' ? toFinding(context, row, answer.value, true) : undefined }
  }
  if (!isComplete) return { finding: undefined }
  const isLate = now > submitted + scaled(latestCommitMs + latestListingMs)
  const isPastHorizon = now > submitted + scaled(absenceHorizonMs)
  const isAbsent = isLate && isPastHorizon && row.completeScans + 1 >= absenceScans
  return { finding: isAbsent ? { evidence: { kind: 'absent' } } : undefined, scanned: true }
}

async function listWindow(context: Context, since: Date, until: Date): Promise<Scan> {
  const answer = await context.gateway.listOrders(since, until)
  if (answer.kind !== 'ok') return { orders: [], isComplete: false }
  const orders = answer.value
  const widthMs = until.getTime() - since.getTime()
  if (!suspiciousLengths.has(orders.length) || widthMs <= narrowestWindowMs) {
    return { orders, isComplete: !suspiciousLengths.has(orders.length) }
  }
  const middle = new Date(since.getTime() + widthMs / 2)
  const earlier = await listWindow(context, since, middle)
  const later = await listWindow(context, middle, until)
  return { orders: [...earlier.orders, ...later.orders], isComplete: earlier.isComplete && later.isComplete }
}
