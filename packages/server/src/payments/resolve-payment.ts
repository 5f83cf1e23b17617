import { and, eq } from 'drizzle-orm'
import { isUuid } from '../cards/cards.ts'
import type { Context } from '../context.ts'
import { checkout, payment, type PaymentRow } from '../store/schema.ts'
import { applyFinding } from './apply-finding.ts'

/** What a person found out about a payment that is held, or that was never answered. */
export interface Decision {
  readonly paymentId: string
  /** `paid` needs an order that the gateway shows as completed; `unpaid` needs one that it does not. */
  readonly as: 'paid' | 'unpaid'
}

/**
 * Closes a held payment on a person's word, checked against the gateway: a decision that the order contradicts is refused
 * with a sentence. Frees the checkout when nothing else of it is held. Answers the state the payment is in then.
 */
export async function resolvePayment(context: Context, { paymentId, as }: Decision): Promise<string> {
  const { database, log } = context
  const row = await requireUndecided(context, paymentId)
  await requireEvidence(context, row, as)
  const next = await applyFinding(context, row, {
    cause: 'operator',
    finding: { evidence: { kind: 'decided', outcome: as } },
  })
  if (next.state !== 'mismatch') {
    await database.transaction(async (tx) => {
      await tx.select().from(checkout).where(eq(checkout.id, row.checkoutId)).for('update')
      const held = and(eq(payment.checkoutId, row.checkoutId), eq(payment.state, 'mismatch'))
      const isHeld = (await tx.select({ id: payment.id }).from(payment).where(held)).length > 0
      if (!isHeld) await tx.update(checkout).set({ heldAt: null }).where(eq(checkout.id, row.checkoutId))
    })
  }
  log.warn({ paymentId, as, state: next.state }, 'A payment was resolved by a person')
  return next.state
}

async function requireUndecided({ database }: Context, paymentId: string): Promise<PaymentRow> {
  const [row] = isUuid(paymentId) ? await database.db.select().from(payment).where(eq(payment.id, paymentId)) : []
  if (row === undefined) throw new Error(`There is no payment ${paymentId}.`)
  if (row.state === 'mismatch' || row.state === 'unknown') return row
  throw new Error(`Payment ${paymentId} is ${row.state}: only one that is held or was never answered can be resolved.`)
}

async function requireEvidence({ gateway }: Context, row: PaymentRow, as: Decision['as']): Promise<void> {
  if (row.orderId === null) {
    if (as === 'unpaid') return
    throw new Error(`Payment ${row.id} has no order at the gateway, so it cannot be resolved as paid.`)
  }
  const answer = await gateway.getOrder(row.orderId)
  if (answer.kind !== 'ok') throw new Error(`The gateway does not show order ${row.orderId} now. Try again later.`)
  const isPaid = answer.value.status === 'completed'
  if (isPaid === (as === 'paid')) return
  throw new Error(
    `The gateway shows order ${row.orderId} as ${answer.value.status}, so it cannot be resolved as ${as}.`,
  )
}
