import { weigh, weighSight } from './model-shop.ts'
import type { Assumptions, Policy } from './policy.ts'
import { type Emit, paymentAt, withPayment, type World } from './world.ts'

/** What can happen between the claim and the answer to the one POST: `submit-payment.ts`, and everything that breaks it. */
export function senderSteps(world: World, index: number, policy: Policy, assumptions: Assumptions, emit: Emit): void {
  const { sender } = paymentAt(world, index)
  if (sender === 'ready') stepsBeforeSending(world, index, assumptions, emit)
  if (sender === 'waiting') stepsWhileWaiting(world, index, policy, emit)
}

function stepsBeforeSending(world: World, index: number, { lagIsBounded }: Assumptions, emit: Emit): void {
  const { state, leaseEnded, requests, posts } = paymentAt(world, index)
  const isInTime = state === 'submitting' && !leaseEnded
  if (isInTime || !lagIsBounded) {
    const what = isInTime ? 'sends the order' : 'wakes up and sends the order after all'
    emit(
      'shop',
      what,
      index,
      withPayment(world, index, { sender: 'waiting', requests: requests + 1, posts: posts + 1 }),
    )
  }
  emit('shop', 'dies before sending', index, withPayment(world, index, { sender: 'done' }))
  // Under the assumption a process that outsleeps its lease before it sends is dead, which is the step above.
  if (isInTime && !lagIsBounded) {
    emit('shop', 'falls asleep before sending', index, withPayment(world, index, { leaseEnded: true }))
  }
}

function stepsWhileWaiting(world: World, index: number, policy: Policy, emit: Emit): void {
  const { state, leaseEnded, answer, orders, requests, posts } = paymentAt(world, index)
  emit('shop', 'dies before the answer is written', index, withPayment(world, index, { sender: 'done', answer: null }))
  if (state === 'submitting' && !leaseEnded) {
    emit('shop', 'freezes beyond its lease', index, withPayment(world, index, { leaseEnded: true }))
  }
  if (answer !== null) {
    const read = weighSight(world, index, answer, false, policy)
    emit('shop', 'writes the answer', index, withPayment(read, index, { sender: 'done', answer: null }))
    return
  }
  for (const [order, { status }] of orders.entries()) {
    const sight = { order, status, afterRefusedCancel: false }
    emit('gateway', `answers ${status}`, index, withPayment(world, index, { answer: sight }))
  }
  if (requests > 0) {
    const refused = withPayment(world, index, { sender: 'done', requests: requests - 1 })
    emit('gateway', 'refuses the order', index, weigh(refused, index, { kind: 'rejected' }))
  }
  switch (policy.onSilence) {
    case 'quarantine': {
      const silent = withPayment(world, index, { sender: 'done' })
      return emit('shop', 'hears nothing', index, weigh(silent, index, { kind: 'no-answer' }))
    }
    case 'fail': {
      const silent = withPayment(world, index, { sender: 'done' })
      return emit('shop', 'hears nothing and calls it failed', index, weigh(silent, index, { kind: 'rejected' }))
    }
    case 'send-again':
      if (posts === 1) {
        const again = withPayment(world, index, { requests: requests + 1, posts: 2 })
        emit('shop', 'hears nothing and sends again', index, again)
      }
      return
    default:
      policy.onSilence satisfies never
  }
}
