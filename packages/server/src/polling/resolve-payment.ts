import { eq } from 'drizzle-orm'
import { isUuid } from '../cards/cards.ts'
import type { Context } from '../context.ts'
import { latestCommitMs, latestListingMs } from '../gateway/assumptions.ts'
import { cancelAndFetch } from '../gateway/cancel-and-fetch.ts'
import type { GatewayAnswer } from '../gateway/gateway.ts'
import type { Order } from '../gateway/order.ts'
import { readNow } from '../store/clock.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { applyFinding } from './apply-finding.ts'
import { isOpen, type PaymentState } from '../state-machine/payment-state.ts'
import { findLostOrder } from './find-lost-order.ts'

/** What a person found out about a payment that is held, that was never answered, or whose order is gone. */
export interface Decision {
  readonly paymentId: string
  /** `paid` needs an order that the gateway shows as completed; `unpaid` needs one that it does not, or none at all. */
  readonly as: 'paid' | 'unpaid'
}

/**
 * Closes a held payment on a person's word, checked against the gateway: a decision that the order contradicts is refused
 * with a sentence, and an order that could still be paid is cancelled first. Answers the state the payment is in then.
 */
export async function resolvePayment(context: Context, { paymentId, as }: Decision): Promise<PaymentState> {
  const row = await requirePayment(context, paymentId)
  if (row.state === 'review' && as === 'paid') await requirePaid(context, row)
  else if (row.state === 'review' && row.orderId !== null) await requireClosed(context, row, row.orderId)
  else await requireNothing(context, row, as)
  const finding = { evidence: { kind: 'decided', outcome: as } } as const
  const { state } = await applyFinding(context, row, { cause: 'operator', finding })
  context.log.warn({ paymentId, as, state }, 'A payment was resolved by a person')
  return state
}

async function requirePayment({ database }: Context, paymentId: string): Promise<PaymentRow> {
  const [row] = isUuid(paymentId) ? await database.db.select().from(payment).where(eq(payment.id, paymentId)) : []
  if (row === undefined) throw new Error(`There is no payment ${paymentId}.`)
  return row
}

/** Outside of a held payment, a person may only say that there is nothing at the gateway; the rest it says itself. */
async function requireNothing(context: Context, row: PaymentRow, as: Decision['as']): Promise<void> {
  const { id, state, orderId } = row
  const isWaiting = state !== 'submitting' && isOpen(state)
  const isGone = orderId === null || (isWaiting && isNotFound(await context.gateway.getOrder(orderId)))
  if (as === 'unpaid' && isWaiting && isGone) return requireAbsent(context, row)
  throw new Error(
    `Payment ${id} is ${state}: only one that is held can be resolved, or as unpaid one that the gateway has no order of.`,
  )
}

function isNotFound(answer: GatewayAnswer<Order>): boolean {
  return answer.kind === 'rejected' && answer.status === 404
}

async function requirePaid(context: Context, { id, orderId }: PaymentRow): Promise<void> {
  if (orderId === null) throw new Error(`Payment ${id} has no order at the gateway, so it cannot be resolved as paid.`)
  const { status } = requireRead(await context.gateway.getOrder(orderId), orderId)
  if (status !== 'completed') throw new Error(`The gateway shows order ${orderId} as ${status}: it is not paid.`)
}

/** Cancels first: an order that is merely unpaid now could be paid next to the customer's next one. */
async function requireClosed(context: Context, { ref }: PaymentRow, orderId: string): Promise<void> {
  const { answer, is } = await cancelAndFetch(context.gateway, orderId)
  // Made with another key, or of another project: whoever looked it up there knows that it is not paid.
  if (isNotFound(answer)) return
  const { status } = requireRead(answer, orderId)
  if (is !== 'open') return
  throw new Error(`The gateway shows order ${orderId} (${ref}) as ${status}, so it cannot be resolved as unpaid.`)
}

/** An order that was never answered may still come: only complete lists, late enough, say that it did not. */
async function requireAbsent(context: Context, row: PaymentRow): Promise<void> {
  const now = await readNow(context.database.db, context.clock)
  const latestMs = row.submittedAt.getTime() + context.clock.scaled(latestCommitMs + latestListingMs)
  const { finding, isMissingFromList } = await findLostOrder(context, row)
  if (isMissingFromList === true && finding?.order === undefined && now.getTime() > latestMs) return
  throw new Error(`Nobody can say yet that payment ${row.id} made no order at the gateway. Try again in a few minutes.`)
}

function requireRead(answer: GatewayAnswer<Order>, orderId: string): Order {
  if (answer.kind === 'ok') return answer.value
  throw new Error(`The gateway does not show order ${orderId} now. Try again later.`)
}
