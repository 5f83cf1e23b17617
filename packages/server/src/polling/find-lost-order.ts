import type { Context } from '../context.ts'
import { clockSkewMs, latestCommitMs, latestListingMs } from '../gateway/assumptions.ts'
import { readNow } from '../store/clock.ts'
import type { PaymentRow } from '../store/schema.ts'
import { type Finding, toFinding } from './finding.ts'
import { absenceHorizonMs, absenceLists } from './schedule.ts'

/**
 * Looks for the order of a payment whose POST was never answered, by its reference, in the list of orders made around
 * then. Absence is believed only after the horizon and enough complete lists: one empty list proves nothing.
 */
export async function findLostOrder(
  context: Context,
  row: PaymentRow,
): Promise<{ finding: Finding | undefined; isMissingFromList?: boolean }> {
  const { scaled } = context.clock
  const submitted = row.submittedAt.getTime()
  const now = (await readNow(context.database.db, context.clock)).getTime()
  const since = new Date(submitted - clockSkewMs)
  const until = new Date(Math.min(now, submitted + scaled(latestCommitMs)) + clockSkewMs)
  const { orders, unread, isComplete } = await context.gateway.listOrders(since, until)
  const hits = new Map(orders.filter(({ ref }) => ref === row.ref).map((order) => [order.id, order]))
  if (hits.size > 1) {
    context.log.error(
      { paymentId: row.id, ref: row.ref },
      'The gateway made several orders of one request; look at each',
    )
  }
  // Should one POST have made two orders, the paid one is the one that matters.
  const hit = [...hits.values()].find((order) => order.status === 'completed') ?? [...hits.values()][0]
  const orderId = hit?.id ?? unread.find(({ ref }) => ref === row.ref)?.id ?? null
  if (orderId !== null) {
    const answer = await context.gateway.getOrder(orderId)
    return { finding: answer.kind === 'ok' ? toFinding(context, row, answer.value, true) : undefined }
  }
  // An item that cannot be read may be the order, unless it clearly carries another reference.
  const isWhole = isComplete && !unread.some(({ ref }) => ref === null || ref === row.ref)
  if (!isWhole) return { finding: undefined }
  const isLate = now > submitted + scaled(latestCommitMs + latestListingMs)
  const isPastHorizon = now > submitted + scaled(absenceHorizonMs)
  const isAbsent = isLate && isPastHorizon && row.completeLists + 1 >= absenceLists
  return { finding: isAbsent ? { evidence: { kind: 'absent' } } : undefined, isMissingFromList: true }
}
