import type { DeclineReason } from '@cardfile/contract'
import type { Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import type { Evidence } from '../state-machine/evidence.ts'
import type { PaymentState } from '../state-machine/payment-state.ts'
import type { PaymentRow } from '../store/schema.ts'

/** Evidence, and the order it comes from if there is one. */
export interface Finding {
  readonly evidence: Evidence
  readonly order?: Order
}

/** The result of a poll. */
export interface PollResult {
  /** Undefined: the poll learned nothing. */
  readonly finding: Finding | undefined
  /** Whether a complete list was read that does not hold the order. Default: false. */
  readonly isMissingFromList?: boolean
}

/** The settings and the gateway that an order is compared with, beside its payment. */
type Expectations = Pick<Context, 'gateway'> & { readonly options: Pick<Context['options'], 'gateway'> }
type Expected = Pick<PaymentRow, 'ref' | 'amount' | 'currency'>

/**
 * What an order says about a payment. Undefined when it is not the payment's order. `fetched` is false for an order in the
 * answer to its POST.
 */
export function toFinding(
  context: Expectations,
  payment: Expected,
  order: Order,
  fetched: boolean,
): Finding | undefined {
  if (order.ref !== payment.ref) return undefined
  const hasAddress = order.redirectUrl !== null
  if (isWrong(context, payment, order)) {
    return { order, evidence: { kind: 'wrong-order', isPaid: order.status === 'completed' } }
  }
  return { order, evidence: { kind: 'order', fetched, status: order.status, hasAddress } }
}

function isWrong({ options, gateway }: Expectations, payment: Expected, order: Order): boolean {
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

/** Why an order was declined; undefined when it was not. */
export function declineReasonOf(payment: PaymentRow, order: Order | undefined): DeclineReason | undefined {
  if (order?.status !== 'error') return undefined
  return order.declineReason?.[payment.kind] ?? 'processing_error'
}

/** States in which the payment has not been recorded as declined yet. */
const UNDECLINED_STATES: readonly PaymentState[] = ['submitting', 'unknown', 'awaiting_customer', 'processing']

/**
 * Whether another poll at once makes the outcome final: for a success known only from the answer to the POST, or a
 * decline of a saved card, whose order the next poll closes.
 */
export function needsAnotherPoll({ kind, state }: PaymentRow, finding: Finding | undefined): boolean {
  if (finding?.evidence.kind !== 'order') return false
  const { status, fetched } = finding.evidence
  if (status === 'completed') return !fetched
  return status === 'error' && kind === 'one_click' && UNDECLINED_STATES.includes(state)
}
