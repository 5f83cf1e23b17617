import { applyEvidence, applySnapshot } from './shop-rules.ts'
import type { Assumptions, Policy } from './policy.ts'
import { type Emit, paymentAt, withPayment, type World } from './world.ts'

/** Moves between the claim and the answer to the one POST: `send-payment.ts`, and everything that can interrupt it. */
export function senderMoves(world: World, index: number, policy: Policy, assumptions: Assumptions, emit: Emit): void {
  const { sender } = paymentAt(world, index)
  if (sender === 'ready') movesBeforeSending(world, index, assumptions, emit)
  if (sender === 'waiting') movesWhileWaiting(world, index, policy, emit)
}

function movesBeforeSending(world: World, index: number, { lagIsBounded }: Assumptions, emit: Emit): void {
  const { state, leaseEnded, requests, posts } = paymentAt(world, index)
  const isInTime = state === 'submitting' && !leaseEnded
  if (isInTime || !lagIsBounded) {
    const what = isInTime ? 'sends the order' : 'thaws and sends the order after all'
    emit(
      'shop',
      what,
      index,
      withPayment(world, index, { sender: 'waiting', requests: requests + 1, posts: posts + 1 }),
    )
  }
  emit('shop', 'dies before sending', index, withPayment(world, index, { sender: 'done' }))
  // Under the assumption, a process frozen beyond its lease before it sends is dead, which is the move above.
  if (isInTime && !lagIsBounded) {
    emit('shop', 'freezes before sending', index, withPayment(world, index, { leaseEnded: true }))
  }
}

function movesWhileWaiting(world: World, index: number, policy: Policy, emit: Emit): void {
  const { state, leaseEnded, answer, orders, requests, posts } = paymentAt(world, index)
  emit('shop', 'dies before the answer is written', index, withPayment(world, index, { sender: 'done', answer: null }))
  if (state === 'submitting' && !leaseEnded) {
    emit('shop', 'freezes beyond its lease', index, withPayment(world, index, { leaseEnded: true }))
  }
  if (answer !== null) {
    const applied = applySnapshot(world, index, answer, false, policy)
    emit('shop', 'writes the answer', index, withPayment(applied, index, { sender: 'done', answer: null }))
    return
  }
  for (const [order, { status }] of orders.entries()) {
    const snapshot = { order, status, afterRejectedCancel: false }
    emit('gateway', `answers ${status}`, index, withPayment(world, index, { answer: snapshot }))
  }
  if (requests > 0) {
    const rejected = withPayment(world, index, { sender: 'done', requests: requests - 1 })
    emit('gateway', 'rejects the order', index, applyEvidence(rejected, index, { kind: 'rejected' }))
  }
  switch (policy.onNoAnswer) {
    case 'confirm': {
      const unanswered = withPayment(world, index, { sender: 'done' })
      return emit('shop', 'gets no answer', index, applyEvidence(unanswered, index, { kind: 'no-answer' }))
    }
    case 'fail': {
      const unanswered = withPayment(world, index, { sender: 'done' })
      return emit(
        'shop',
        'gets no answer and calls the payment failed',
        index,
        applyEvidence(unanswered, index, { kind: 'rejected' }),
      )
    }
    case 'send-again':
      if (posts === 1) {
        const again = withPayment(world, index, { requests: requests + 1, posts: 2 })
        emit('shop', 'gets no answer and sends again', index, again)
      }
      return
    default:
      policy.onNoAnswer satisfies never
  }
}
