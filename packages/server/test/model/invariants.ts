import { isUnpaid } from '../../src/state-machine/payment-state.ts'
import { isFinal, isPaid, type ModelPayment, type World } from './world.ts'

/** The events that must never happen. */
export type Violation =
  | 'two charges at once'
  | 'two charges for good'
  | 'a charge that is never recorded'
  | 'a success undone'
  | 'a payment sent twice'
  | 'may pay again while a charge is possible'

function chargesOf({ orders }: ModelPayment): number {
  return orders.filter(({ status }) => status === 'completed').length
}

/** Violations in one world, whatever happens next. */
export function violationsIn({ payments }: World): Violation[] {
  const found: Violation[] = []
  if (payments.some(({ posts }) => posts > 1)) found.push('a payment sent twice')
  if (payments.reduce((sum, payment) => sum + chargesOf(payment), 0) > 1) found.push('two charges at once')
  const mayPayTwice = payments.some((payment) => isUnpaid(payment.state) && mayCharge(payment))
  if (mayPayTwice) found.push('may pay again while a charge is possible')
  return found
}

/** Whether this payment is charged, or can still be charged without another move of the shop. */
function mayCharge(payment: ModelPayment): boolean {
  const { kind, requests, isShown, orders } = payment
  if (kind === 'one_click' && requests > 0) return true
  return orders.some((order) => {
    if (order.status === 'completed') return true
    if (isFinal(order.status)) return false
    if (kind === 'hosted') return isShown
    return !(order.status === 'error' && order.cancelRejected) && (order.status !== 'new' || isShown)
  })
}

/** Violations in a world in which the shop has nothing left to do. */
export function violationsAtRest({ payments }: World): Violation[] {
  const found: Violation[] = []
  const charges = payments.reduce((sum, payment) => sum + chargesOf(payment), 0)
  const recorded = payments.filter(({ state }) => isPaid(state) || state === 'review')
  const isUnrecorded = payments.some((payment) => chargesOf(payment) > (recorded.includes(payment) ? 1 : 0))
  if (isUnrecorded) found.push('a charge that is never recorded')
  const surplus = recorded.filter((payment) => payment.state !== 'succeeded' && chargesOf(payment) > 0).length
  // A charge in review is not kept: a person returns it or records it as paid.
  if (charges - surplus > 1) found.push('two charges for good')
  return found
}

/** Violations of one move. */
export function violationsBetween(before: World, after: World): Violation[] {
  const isUndone = before.payments.some(({ state }, index) => isPaid(state) && after.payments[index]?.state !== state)
  return isUndone || (before.paid !== null && before.paid !== after.paid) ? ['a success undone'] : []
}
