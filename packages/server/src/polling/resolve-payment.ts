import { eq } from 'drizzle-orm'
import { isUuid } from '../cards/cards.ts'
import type { Context } from '../context.ts'
import { latestCommitMs, latestListingMs } from '../gateway/assumptions.ts'
import { cancelAndFetch } from '../gateway/cancel-and-fetch.ts'
import type { GatewayAnswer } from '../gateway/gateway.ts'
import type { Order } from '../gateway/order.ts'
import { isOpen, type PaymentState } from '../state-machine/payment-state.ts'
import { readNow } from '../store/clock.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { applyFinding } from './apply-finding.ts'
import { findLostOrder } from './find-lost-order.ts'

/** A person's decision about a payment that is in review, was never answered, or whose order the gateway does not have. */
export interface Decision {
  readonly paymentId: string
  /** `paid` needs an order that the gateway shows as completed; `unpaid` an order that it shows as unpaid, or no order. */
  readonly as: 'paid' | 'unpaid'
}

/**
 * Closes a payment by a person's decision, and cancels its order first if that could still be paid. Returns the
 * payment's state afterwards. Rejects with a sentence when the gateway contradicts the decision.
 */
export async function resolvePayment(context: Context, { paymentId, as }: Decision): Promise<PaymentState> {
  const row = await requirePayment(context, paymentId)
  if (row.state === 'review' && as === 'paid') await requirePaid(context, row)
  else if (row.state === 'review' && row.orderId !== null) await requireClosed(context, row, row.orderId)
  else await requireNoOrder(context, row, as)
  const finding = { evidence: { kind: 'decided', outcome: as } } as const
  const { state } = await applyFinding(context, row, { cause: 'operator', finding })
  context.log.warn({ paymentId, as, state }, 'A person resolved a payment')
  return state
}

async function requirePayment({ database }: Context, paymentId: string): Promise<PaymentRow> {
  const [row] = isUuid(paymentId) ? await database.db.select().from(payment).where(eq(payment.id, paymentId)) : []
  if (row === undefined) throw new Error(`There is no payment ${paymentId}.`)
  return row
}

/** Outside of review a person may only decide that the gateway has no order. For an existing order, the gateway decides. */
async function requireNoOrder(context: Context, row: PaymentRow, as: Decision['as']): Promise<void> {
  const { id, state, orderId } = row
  const isWaiting = state !== 'submitting' && isOpen(state)
  const isGone = orderId === null || (isWaiting && isNotFound(await context.gateway.getOrder(orderId)))
  if (as === 'unpaid' && isWaiting && isGone) return requireAbsent(context, row)
  throw new Error(
    `Payment ${id} is ${state}. A payment can be resolved when it is in review, or as unpaid when the gateway has no order of it.`,
  )
}

function isNotFound(answer: GatewayAnswer<Order>): boolean {
  return answer.kind === 'rejected' && answer.status === 404
}

async function requirePaid(context: Context, { id, orderId }: PaymentRow): Promise<void> {
  if (orderId === null) throw new Error(`Payment ${id} has no order at the gateway, so it cannot be resolved as paid.`)
  const { status } = requireOrder(await context.gateway.getOrder(orderId), orderId)
  if (status !== 'completed') throw new Error(`The gateway shows order ${orderId} as ${status}: it is not paid.`)
}

/** Cancels first: an order that is merely unpaid could be paid beside the customer's next one. */
async function requireClosed(context: Context, { ref }: PaymentRow, orderId: string): Promise<void> {
  const { answer, outcome } = await cancelAndFetch(context.gateway, orderId)
  // The order belongs to another key or project, where the person saw that it is not paid.
  if (isNotFound(answer)) return
  const { status } = requireOrder(answer, orderId)
  if (outcome !== 'open') return
  throw new Error(`The gateway shows order ${orderId} (${ref}) as ${status}, so it cannot be resolved as unpaid.`)
}

/** An unanswered POST may still make its order: only complete lists, late enough, show that it did not. */
async function requireAbsent(context: Context, row: PaymentRow): Promise<void> {
  const now = await readNow(context.database.db, context.clock)
  const latestMs = row.submittedAt.getTime() + context.clock.scaled(latestCommitMs + latestListingMs)
  const { finding, isMissingFromList } = await findLostOrder(context, row)
  if (isMissingFromList === true && finding?.order === undefined && now.getTime() > latestMs) return
  throw new Error(`The gateway may still have an order of payment ${row.id}. Try again in a few minutes.`)
}

function requireOrder(answer: GatewayAnswer<Order>, orderId: string): Order {
  if (answer.kind === 'ok') return answer.value
  throw new Error(`The gateway does not show order ${orderId} now. Try again later.`)
}
