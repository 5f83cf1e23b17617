import type { Evidence } from '../../src/state-machine/evidence.ts'
import { transition } from '../../src/state-machine/transition.ts'
import { isOpen, type PaymentKind } from '../../src/state-machine/payment-state.ts'
import type { Policy } from './policy.ts'
import {
  hasAddress,
  type ModelPayment,
  orderAt,
  paymentAt,
  rankOf,
  type OrderSnapshot,
  withPayment,
  type World,
} from './world.ts'

/** A checkout before the first press. */
export function initialWorld(presses: number): World {
  return { payments: [], pressesLeft: presses, pendingClaims: [], paid: null }
}

/** Whether the claim accepts another payment: none is open, in review or paid. */
export function mayClaim({ payments, paid }: World): boolean {
  return paid === null && !payments.some(({ state, isWritten }) => isWritten && (isOpen(state) || state === 'review'))
}

/** The world with one more payment, which is about to be sent. */
export function withClaim(world: World, kind: PaymentKind, { writesFirst }: Policy): World {
  const payment: ModelPayment = {
    kind,
    state: 'submitting',
    isWritten: writesFirst,
    wasDeclined: false,
    knownOrder: null,
    newestRank: 0,
    lists: 0,
    isShown: false,
    sender: 'ready',
    leaseEnded: false,
    answer: null,
    poll: null,
    posts: 0,
    age: 0,
    requests: 0,
    orders: [],
  }
  return { ...world, payments: [...world.payments, payment] }
}

/** Applies evidence with the shipped transition, as `apply-finding.ts` does in one transaction. */
export function applyEvidence(world: World, index: number, evidence: Evidence): World {
  const payment = paymentAt(world, index)
  const { state, kind, wasDeclined } = payment
  const isCheckoutPaid = world.paid !== null && world.paid !== index
  const to = transition({ state, kind, wasDeclined, isCheckoutPaid }, evidence)
  const next = withPayment(world, index, { state: to })
  if (to === state) return next
  if (to === 'succeeded') return closeOthers({ ...next, paid: index }, index)
  return isCheckoutPaid ? giveUp(next, index, true) : next
}

/** Applies a snapshot of an order, unless a newer one was applied since. */
export function applySnapshot(
  world: World,
  index: number,
  snapshot: OrderSnapshot,
  fetched: boolean,
  policy: Policy,
): World {
  const payment = paymentAt(world, index)
  const order = orderAt(payment, snapshot.order)
  const { status } = snapshot
  const isOutdated = rankOf(status) < payment.newestRank && status !== 'completed'
  if (isOutdated) return world
  const applied = applyEvidence(world, index, toEvidence(payment, snapshot, fetched, policy))
  const { state, isShown, wasDeclined } = paymentAt(applied, index)
  const isOffered = state === 'awaiting_customer' || state === 'processing' || state === 'gateway_error'
  return withPayment(applied, index, {
    isWritten: true,
    knownOrder: snapshot.order,
    newestRank: rankOf(status),
    wasDeclined: wasDeclined || status === 'error',
    isShown: isShown || (isOffered && hasAddress(payment.kind, order, status)),
  })
}

function toEvidence(
  payment: ModelPayment,
  snapshot: OrderSnapshot,
  fetched: boolean,
  { errorIsFinal }: Policy,
): Evidence {
  const order = orderAt(payment, snapshot.order)
  const { status } = snapshot
  const address = hasAddress(payment.kind, order, status)
  if (snapshot.afterRejectedCancel && status === 'error' && !address) return { kind: 'unclosable' }
  if (order.isWrong) return { kind: 'wrong-order', isPaid: status === 'completed' }
  const reported = status === 'error' && errorIsFinal ? 'cancelled' : status
  return { kind: 'order', fetched, status: reported, hasAddress: address }
}

/** Gives a payment up in the shop, as `give-up.ts` does. The next poll cancels its order. */
export function giveUp(world: World, index: number, isCheckoutPaid: boolean): World {
  const { state, kind, wasDeclined } = paymentAt(world, index)
  const to = transition({ state, kind, wasDeclined, isCheckoutPaid }, { kind: 'give-up' })
  return to === state ? world : withPayment(world, index, { state: to })
}

function closeOthers(world: World, paid: number): World {
  let next = world
  for (const [index, { state, isWritten }] of world.payments.entries()) {
    if (index !== paid && isWritten && isOpen(state)) next = giveUp(next, index, true)
  }
  return next
}
