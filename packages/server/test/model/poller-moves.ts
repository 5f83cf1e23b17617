import { giveUp, applyEvidence, applySnapshot } from './shop-rules.ts'
import type { Assumptions, Policy } from './policy.ts'
import {
  type Actor,
  type Emit,
  type PollInFlight,
  isFinal,
  orderAt,
  paymentAt,
  type OrderSnapshot,
  withOrder,
  withPayment,
  type World,
} from './world.ts'

/** Moves of a poll of one payment, as in `poll-payment.ts`, `find-lost-order.ts` and `sweep.ts`. */
export function pollMoves(world: World, index: number, policy: Policy, assumptions: Assumptions, emit: Emit): void {
  const payment = paymentAt(world, index)
  if (!payment.isWritten) return
  if (payment.poll !== null) finishPoll(world, index, payment.poll, policy, emit)
  const see = (by: Actor, order: number) => fetchOrder(world, index, order, by, policy, emit)
  switch (payment.state) {
    case 'submitting':
      if (payment.sender === 'done' || payment.leaseEnded) {
        emit('shop', 'concludes that the sender is gone', index, applyEvidence(world, index, { kind: 'sender-gone' }))
      }
      return
    case 'unknown':
      for (const order of payment.orders.keys()) see('shop', order)
      return readListWithoutOrder(world, index, policy, assumptions, emit)
    case 'closing':
      return cancelOrder(world, index, policy, emit)
    case 'gateway_error':
      if (payment.kind === 'one_click') return cancelOrder(world, index, policy, emit)
      if (payment.knownOrder !== null) see('shop', payment.knownOrder)
      return
    case 'awaiting_customer':
    case 'processing':
      if (payment.knownOrder !== null) see('shop', payment.knownOrder)
      return
    case 'rejected':
    case 'declined':
    case 'cancelled':
    case 'expired':
    case 'not_found':
    case 'abandoned':
      for (const [order, { status }] of payment.orders.entries()) {
        see('hint', order)
        // The hourly sweep compares only the gateway's paid orders with the rows.
        if (status === 'completed') see('shop', order)
      }
      return
    case 'succeeded':
    case 'surplus':
    case 'review':
      return
    default:
      payment.state satisfies never
  }
}

/** A GET. Its answer is applied at once, or after other moves. */
function fetchOrder(world: World, index: number, order: number, by: Actor, policy: Policy, emit: Emit): void {
  const payment = paymentAt(world, index)
  const { status } = orderAt(payment, order)
  const snapshot: OrderSnapshot = { order, status, afterRejectedCancel: false }
  emit(by, `sees ${status}`, index, applySnapshot(world, index, snapshot, true, policy))
  if (payment.poll === null) delay(world, index, { at: 'fetched', snapshot }, `sees ${status} and is slow`, emit)
}

function delay(world: World, index: number, poll: PollInFlight, what: string, emit: Emit): void {
  emit('network', what, index, withPayment(world, index, { poll }))
}

function finishPoll(world: World, index: number, poll: PollInFlight, policy: Policy, emit: Emit): void {
  const free = withPayment(world, index, { poll: null })
  switch (poll.at) {
    case 'cancelled': {
      const { status } = orderAt(paymentAt(world, index), poll.order)
      const snapshot: OrderSnapshot = { order: poll.order, status, afterRejectedCancel: poll.isRejected }
      return delay(world, index, { at: 'fetched', snapshot }, `sees ${status} after the cancel`, emit)
    }
    case 'fetched':
      return emit('shop', 'applies what it saw', index, applySnapshot(free, index, poll.snapshot, true, policy))
    case 'absent':
      return emit('shop', 'applies that there is no order', index, applyEvidence(free, index, { kind: 'absent' }))
    default:
      poll satisfies never
  }
}

/** A complete list without the order: there is none, or it is not listed yet. */
function readListWithoutOrder(
  world: World,
  index: number,
  policy: Policy,
  { lagIsBounded }: Assumptions,
  emit: Emit,
): void {
  const payment = paymentAt(world, index)
  const mayBeMissing = payment.orders.length === 0 || payment.age < 2 || !lagIsBounded
  if (!mayBeMissing) return
  if (!policy.concludesAbsence(payment)) {
    const lists = Math.min(2, payment.lists + 1)
    return emit('shop', 'reads a list without the order', index, withPayment(world, index, { lists }))
  }
  emit('shop', 'concludes that there is no order', index, applyEvidence(world, index, { kind: 'absent' }))
  if (payment.poll === null) delay(world, index, { at: 'absent' }, 'concludes that there is no order and is slow', emit)
}

/** DELETE, then GET, as in `cancel-and-fetch.ts`. */
function cancelOrder(world: World, index: number, policy: Policy, emit: Emit): void {
  const payment = paymentAt(world, index)
  const which = payment.knownOrder
  if (which === null) return
  const order = orderAt(payment, which)
  const go = (what: string, after: World, isRejected: boolean) => {
    if (policy.trustsCancel && !isRejected) {
      const given = applyEvidence(after, index, {
        kind: 'order',
        fetched: true,
        status: 'cancelled',
        hasAddress: false,
      })
      return emit('shop', `${what} and does not check`, index, given)
    }
    const { status } = orderAt(paymentAt(after, index), which)
    const snapshot: OrderSnapshot = { order: which, status, afterRejectedCancel: isRejected }
    emit('shop', `${what}, then sees ${status}`, index, applySnapshot(after, index, snapshot, true, policy))
    if (payment.poll === null) delay(after, index, { at: 'cancelled', order: which, isRejected }, what, emit)
  }
  // A cancel can be accepted without effect, or take effect without an answer: only the GET tells.
  go('cancels without effect', world, false)
  if (isFinal(order.status)) return
  go('cancels', withOrder(world, index, which, { status: 'cancelled' }), false)
  const isKept = order.cancelRejected || payment.kind === 'hosted'
  go('gets the cancel rejected', isKept ? world : withOrder(world, index, which, { cancelRejected: true }), true)
}

/** Moves of a customer who chooses another way, and of an operator who resolves a payment. */
export function humanMoves(world: World, index: number, policy: Policy, emit: Emit): void {
  const payment = paymentAt(world, index)
  const { state, isShown, orders, requests, sender } = payment
  if (isShown) {
    const given = giveUp(world, index, false)
    if (given !== world) emit('customer', 'chooses another way', index, given)
  }
  const decide = (outcome: 'paid' | 'unpaid') =>
    emit('operator', `decides ${outcome}`, index, applyEvidence(world, index, { kind: 'decided', outcome }))
  const isOrderImpossible = orders.length === 0 && requests === 0 && sender === 'done'
  if (state === 'unknown' && isOrderImpossible) decide('unpaid')
  if (state !== 'review') return
  if (orders.some(({ status }) => status === 'completed')) return decide('paid')
  if (policy.resolvesOpenOrders || orders.every(({ status }) => isFinal(status))) decide('unpaid')
}
