import { UNPAID_STATES, type PaymentState } from '../../src/state-machine/payment-state.ts'
import { isFinal, isSettled, type ModelPayment, type World } from './world.ts'

/** What must never happen, in the words of somebody whose money it is. */
export type Violation =
  | 'two charges at once'
  | 'two charges for good'
  | 'a charge that is never recorded'
  | 'a success forgotten'
  | 'a payment sent twice'
  | 'told to pay again while a charge may come'

const unpaid = new Set<PaymentState>(UNPAID_STATES)

function chargesOf({ orders }: ModelPayment): number {
  return orders.filter(({ status }) => status === 'completed').length
}

/** What is wrong in one state, whatever happens next. */
export function violationsIn({ payments }: World): Violation[] {
  const found: Violation[] = []
  if (payments.some(({ posts }) => posts > 1)) found.push('a payment sent twice')
  if (payments.reduce((sum, payment) => sum + chargesOf(payment), 0) > 1) found.push('two charges at once')
  const isTempted = payments.some((payment) => unpaid.has(payment.state) && mayCharge(payment))
  if (isTempted) found.push('told to pay again while a charge may come')
  return found
}

/** Whether money has moved for this payment, or may still move without the shop doing anything. */
function mayCharge(payment: ModelPayment): boolean {
  const { kind, requests, isShown, orders } = payment
  if (kind === 'one_click' && requests > 0) return true
  return orders.some((order) => {
    if (order.status === 'completed') return true
    if (isFinal(order.status)) return false
    if (kind === 'hosted') return isShown
    return !(order.status === 'error' && order.refusedCancel) && (order.status !== 'new' || isShown)
  })
}

/** What is wrong about a state in which the shop has nothing left to do. */
export function violationsAtRest({ payments }: World): Violation[] {
  const found: Violation[] = []
  const charges = payments.reduce((sum, payment) => sum + chargesOf(payment), 0)
  const recorded = payments.filter(({ state }) => isSettled(state) || state === 'review')
  const isUnrecorded = payments.some((payment) => chargesOf(payment) > (recorded.includes(payment) ? 1 : 0))
  if (isUnrecorded) found.push('a charge that is never recorded')
  const owedBack = recorded.filter((payment) => payment.state !== 'succeeded' && chargesOf(payment) > 0).length
  // A held charge waits for a person, who returns it or calls it paid: it is nobody's second surprise.
  if (charges - owedBack > 1) found.push('two charges for good')
  return found
}

/** What is wrong about a step. */
export function violationsBetween(before: World, after: World): Violation[] {
  const isForgotten = before.payments.some(
    ({ state }, index) => isSettled(state) && after.payments[index]?.state !== state,
  )
  return isForgotten || (before.paid !== null && before.paid !== after.paid) ? ['a success forgotten'] : []
}
