import type { Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import type { PaymentRow } from '../store/schema.ts'
import type { PaymentState } from '../state-machine/payment-state.ts'
import type { Evidence } from '../state-machine/evidence.ts'

/** Evidence, with the order it comes from when there is one. */
export interface Finding {
  readonly evidence: Evidence
  readonly order?: Order
}

/** What an order is compared with. */
type Judge = Pick<Context, 'gateway'> & { readonly options: Pick<Context['options'], 'gateway'> }
type Asked = Pick<PaymentRow, 'ref' | 'amount' | 'currency'>

/** What an order says about a payment, or undefined when it is not this payment's order: then it says nothing. */
export function toFinding(context: Judge, payment: Asked, order: Order, fetched: boolean): Finding | undefined {
  if (order.ref !== payment.ref) return undefined
  const hasAddress = order.redirectUrl !== null
  if (isWrong(context, payment, order)) {
    return { order, evidence: { kind: 'wrong-order', isPaid: order.status === 'completed' } }
  }
  return { order, evidence: { kind: 'order', fetched, status: order.status, hasAddress } }
}

function isWrong({ options, gateway }: Judge, payment: Asked, order: Order): boolean {
  const { mode, projectId } = options.gateway
  return (
    order.amount.value !== payment.amount ||
    order.amount.currency !== payment.currency ||
    order.isTest !== (mode === 'test') ||
    (projectId !== undefined && order.projectId !== projectId) ||
    (order.status === 'completed' && order.isAuthorisedOnly) ||
    (order.redirectUrl !== null && !gateway.isTrustedRedirect(order.redirectUrl))
  )
}

/** The decline an order tells of, in our words; undefined when it tells of none. */
export function toDecline(payment: PaymentRow, order: Order | undefined): string | undefined {
  if (order?.status !== 'error') return undefined
  return order.declineReason?.[payment.kind] ?? 'processing_error'
}

/** Where an order's `error` is news, and closing it is the next step. */
const UNCLOSED_STATES: readonly PaymentState[] = ['submitting', 'unknown', 'awaiting_customer', 'processing']

/**
 * Whether one more look makes final what was found: paid, as only the answer to the POST says so far, or declined where
 * the customer has nothing more to do, so that the order can be closed.
 */
export function needsAnotherPoll({ kind, state }: PaymentRow, finding: Finding | undefined): boolean {
  if (finding?.evidence.kind !== 'order') return false
  const { status, fetched } = finding.evidence
  if (status === 'completed') return !fetched
  return status === 'error' && kind === 'one_click' && UNCLOSED_STATES.includes(state)
}
