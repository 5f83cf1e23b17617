import { giveUp, weigh, weighSight } from './model-shop.ts'
import type { Assumptions, Policy } from './policy.ts'
import {
  type Actor,
  type Emit,
  type InHand,
  isFinal,
  orderAt,
  paymentAt,
  type Sight,
  withOrder,
  withPayment,
  type World,
} from './world.ts'

/** Every look at one payment, as `observe-payment.ts`, `scan-orders.ts` and `sweep.ts` take them. */
export function lookSteps(world: World, index: number, policy: Policy, assumptions: Assumptions, emit: Emit): void {
  const payment = paymentAt(world, index)
  if (!payment.isWritten) return
  if (payment.look !== null) finishLook(world, index, payment.look, policy, emit)
  const see = (by: Actor, order: number) => seeOrder(world, index, order, by, policy, emit)
  switch (payment.state) {
    case 'submitting':
      if (payment.sender === 'done' || payment.leaseEnded) {
        emit('shop', 'takes the sender for gone', index, weigh(world, index, { kind: 'sender-gone' }))
      }
      return
    case 'unknown':
      for (const order of payment.orders.keys()) see('shop', order)
      return scanInVain(world, index, policy, assumptions, emit)
    case 'closing':
      return closeOrder(world, index, policy, emit)
    case 'gateway_error':
      if (payment.kind === 'one_click') return closeOrder(world, index, policy, emit)
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
        // The hourly comparison of the gateway's list with our rows: only what is paid there is looked at.
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

/** A GET. It is written down at once, or held while others overtake. */
function seeOrder(world: World, index: number, order: number, by: Actor, policy: Policy, emit: Emit): void {
  const payment = paymentAt(world, index)
  const { status } = orderAt(payment, order)
  const sight: Sight = { order, status, afterRefusedCancel: false }
  emit(by, `sees ${status}`, index, weighSight(world, index, sight, true, policy))
  if (payment.look === null) hold(world, index, { at: 'seen', sight }, `sees ${status} and is slow`, emit)
}

function hold(world: World, index: number, look: InHand, what: string, emit: Emit): void {
  emit('network', what, index, withPayment(world, index, { look }))
}

function finishLook(world: World, index: number, look: InHand, policy: Policy, emit: Emit): void {
  const free = withPayment(world, index, { look: null })
  switch (look.at) {
    case 'cancelled': {
      const { status } = orderAt(paymentAt(world, index), look.order)
      const sight: Sight = { order: look.order, status, afterRefusedCancel: look.isRefused }
      return hold(world, index, { at: 'seen', sight }, `sees ${status} after the cancel`, emit)
    }
    case 'seen':
      return emit('shop', 'writes what it saw', index, weighSight(free, index, look.sight, true, policy))
    case 'absent':
      return emit('shop', 'writes that the order is absent', index, weigh(free, index, { kind: 'absent' }))
    default:
      look satisfies never
  }
}

/** A complete list without the order: none was made, or it is not listed yet. */
function scanInVain(world: World, index: number, policy: Policy, { lagIsBounded }: Assumptions, emit: Emit): void {
  const payment = paymentAt(world, index)
  const mayBeMissing = payment.orders.length === 0 || payment.age < 2 || !lagIsBounded
  if (!mayBeMissing) return
  if (!policy.believesAbsence(payment)) {
    const scans = Math.min(2, payment.scans + 1)
    return emit('shop', 'reads a list without the order', index, withPayment(world, index, { scans }))
  }
  emit('shop', 'takes the order for absent', index, weigh(world, index, { kind: 'absent' }))
  if (payment.look === null) hold(world, index, { at: 'absent' }, 'finds the order absent and is slow', emit)
}

/** DELETE, then GET: `closeOrder` in `observe-payment.ts`. */
function closeOrder(world: World, index: number, policy: Policy, emit: Emit): void {
  const payment = paymentAt(world, index)
  const which = payment.knownOrder
  if (which === null) return
  const order = orderAt(payment, which)
  const go = (what: string, after: World, isRefused: boolean) => {
    if (policy.believesCancel && !isRefused) {
      const given = weigh(after, index, { kind: 'order', fetched: true, status: 'cancelled', hasAddress: false })
      return emit('shop', `${what} and believes it`, index, given)
    }
    const { status } = orderAt(paymentAt(after, index), which)
    const sight: Sight = { order: which, status, afterRefusedCancel: isRefused }
    emit('shop', `${what}, then sees ${status}`, index, weighSight(after, index, sight, true, policy))
    if (payment.look === null) hold(after, index, { at: 'cancelled', order: which, isRefused }, what, emit)
  }
  // Accepted without effect, or effective without an answer: only the GET tells.
  go('cancels in vain', world, false)
  if (isFinal(order.status)) return
  go('cancels', withOrder(world, index, which, { status: 'cancelled' }), false)
  const isKept = order.refusedCancel || payment.kind === 'hosted'
  go('is refused the cancel', isKept ? world : withOrder(world, index, which, { refusedCancel: true }), true)
}

/** A customer who wants another way, and a person who closes what is held. */
export function humanSteps(world: World, index: number, policy: Policy, emit: Emit): void {
  const payment = paymentAt(world, index)
  const { state, isShown, orders, requests, sender } = payment
  if (isShown) {
    const given = giveUp(world, index, false)
    if (given !== world) emit('customer', 'chooses another way', index, given)
  }
  const decide = (outcome: 'paid' | 'unpaid') =>
    emit('operator', `decides ${outcome}`, index, weigh(world, index, { kind: 'decided', outcome }))
  const isNothingComing = orders.length === 0 && requests === 0 && sender === 'done'
  if (state === 'unknown' && isNothingComing) decide('unpaid')
  if (state !== 'review') return
  if (orders.some(({ status }) => status === 'completed')) return decide('paid')
  if (policy.resolvesOpenOrders || orders.every(({ status }) => isFinal(status))) decide('unpaid')
}
