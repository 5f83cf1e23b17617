import type { Evidence } from '../../src/state-machine/evidence.ts'
import { transition } from '../../src/state-machine/transition.ts'
import type { PaymentKind } from '../../src/state-machine/payment-state.ts'
import type { Policy } from './policy.ts'
import {
  hasAddress,
  isOpen,
  type ModelPayment,
  orderAt,
  paymentAt,
  rankOf,
  type Sight,
  withPayment,
  type World,
} from './world.ts'

/** A checkout nobody has tried to pay. */
export function newWorld(clicks: number): World {
  return { payments: [], clicksLeft: clicks, readers: [], paid: null }
}

/** Whether the claim would let another payment in: nothing open, nothing held, nothing paid. */
export function mayClaim({ payments, paid }: World): boolean {
  return paid === null && !payments.some(({ state, isWritten }) => isWritten && (isOpen(state) || state === 'review'))
}

/** The world with one more payment, about to be sent. */
export function withClaim(world: World, kind: PaymentKind, { writesFirst }: Policy): World {
  const payment: ModelPayment = {
    kind,
    state: 'submitting',
    isWritten: writesFirst,
    wasDeclined: false,
    knownOrder: null,
    seen: 0,
    scans: 0,
    isShown: false,
    sender: 'ready',
    leaseEnded: false,
    answer: null,
    look: null,
    posts: 0,
    age: 0,
    requests: 0,
    orders: [],
  }
  return { ...world, payments: [...world.payments, payment] }
}

/** Weighs evidence with the shipped transition and writes what follows, as `apply-finding.ts` does in one transaction. */
export function weigh(world: World, index: number, evidence: Evidence): World {
  const payment = paymentAt(world, index)
  const { state, kind, wasDeclined } = payment
  const isCheckoutPaid = world.paid !== null && world.paid !== index
  const to = transition({ state, kind, wasDeclined, isCheckoutPaid }, evidence)
  const next = withPayment(world, index, { state: to })
  if (to === state) return next
  if (to === 'succeeded') return closeOthers({ ...next, paid: index }, index)
  return isCheckoutPaid ? giveUp(next, index, true) : next
}

/** Weighs an order that was seen, unless something newer has been weighed since. */
export function weighSight(world: World, index: number, sight: Sight, fetched: boolean, policy: Policy): World {
  const payment = paymentAt(world, index)
  const order = orderAt(payment, sight.order)
  const { status } = sight
  const isOutdated = rankOf(status) < payment.seen && status !== 'completed'
  if (isOutdated) return world
  const weighed = weigh(world, index, toEvidence(payment, sight, fetched, policy))
  const { state, isShown, wasDeclined } = paymentAt(weighed, index)
  const isOffered = state === 'awaiting_customer' || state === 'processing' || state === 'gateway_error'
  return withPayment(weighed, index, {
    isWritten: true,
    knownOrder: sight.order,
    seen: rankOf(status),
    wasDeclined: wasDeclined || status === 'error',
    isShown: isShown || (isOffered && hasAddress(payment.kind, order, status)),
  })
}

function toEvidence(payment: ModelPayment, sight: Sight, fetched: boolean, { errorIsFinal }: Policy): Evidence {
  const order = orderAt(payment, sight.order)
  const { status } = sight
  const address = hasAddress(payment.kind, order, status)
  if (sight.afterRefusedCancel && status === 'error' && !address) return { kind: 'unclosable' }
  if (order.isWrong) return { kind: 'wrong-order', isPaid: status === 'completed' }
  const read = status === 'error' && errorIsFinal ? 'cancelled' : status
  return { kind: 'order', fetched, status: read, hasAddress: address }
}

/** Gives a payment up on our side, as `give-up.ts` does; the cancel follows with the next look. */
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
