import type { Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import type { Evidence } from '../state-machine/evidence.ts'
import type { PaymentState } from '../state-machine/payment-state.ts'
import type { Db } from '../store/db.ts'
import { paymentLog, type PaymentRow } from '../store/schema.ts'

/** The source of the evidence. */
export type Cause =
  | 'post'
  | 'webhook'
  | 'return'
  | 'read'
  | 'reconcile'
  | 'sweep'
  | 'cancel'
  | 'operator'
  /** Another payment of the checkout succeeded. */
  | 'paid-otherwise'

/** A change of a payment's state. */
export interface Transition {
  readonly cause: Cause
  readonly from: PaymentState
  readonly to: PaymentState
  readonly evidence: Evidence['kind'] | undefined
  /** The order the evidence comes from. */
  readonly order?: Order | undefined
}

/** Appends a transition to the payment's log, in the transaction that makes it. */
export async function logTransition(
  { clock }: Context,
  tx: Db,
  { id: paymentId }: PaymentRow,
  { cause, from, to, evidence: kind, order }: Transition,
): Promise<void> {
  // An allow-list: an order also holds a token.
  const shown = order && { orderId: order.id, status: order.status, modified: order.modified, amount: order.amount }
  await tx
    .insert(paymentLog)
    .values({ paymentId, at: clock.now, cause, fromState: from, toState: to, evidence: { kind, ...shown } })
}
