import type { Context } from '../context.ts'
import { clockSkewMs, latestCommitMs, latestListingMs } from '../gateway/assumptions.ts'
import { readNow } from '../store/clock.ts'
import type { PaymentRow } from '../store/schema.ts'
import { type PollResult, toFinding } from './finding.ts'
import { absenceHorizonMs, absenceLists } from './schedule.ts'

/**
 * Finds the order of a payment whose POST was not answered, by its reference, in the gateway's list of that time. Absence
 * is concluded only past the horizon and after enough complete lists: one empty list proves nothing.
 */
export async function findLostOrder(context: Context, row: PaymentRow): Promise<PollResult> {
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
      'The gateway made several orders from one request; check each of them',
    )
  }
  // Of two orders from one POST, the paid one matters.
  const hit = [...hits.values()].find((order) => order.status === 'completed') ?? [...hits.values()][0]
  const orderId = hit?.id ?? unread.find(({ ref }) => ref === row.ref)?.id ?? null
  if (orderId !== null) {
    const answer = await context.gateway.getOrder(orderId)
    return { finding: answer.kind === 'ok' ? toFinding(context, row, answer.value, true) : undefined }
  }
  // An unreadable item may be the order, unless it carries another reference.
  const isWhole = isComplete && !unread.some(({ ref }) => ref === null || ref === row.ref)
  if (!isWhole) return { finding: undefined }
  const wouldBeListed = now > submitted + scaled(latestCommitMs + latestListingMs)
  const isPastHorizon = now > submitted + scaled(absenceHorizonMs)
  const isAbsent = wouldBeListed && isPastHorizon && row.completeLists + 1 >= absenceLists
  return { finding: isAbsent ? { evidence: { kind: 'absent' } } : undefined, isMissingFromList: true }
}
