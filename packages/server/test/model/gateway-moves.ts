import { mayClaim, withClaim } from './shop-rules.ts'
import type { Assumptions, Policy } from './policy.ts'
import {
  type Age,
  type Emit,
  isFinal,
  type ModelOrder,
  paymentAt,
  withOrder,
  withPayment,
  type World,
} from './world.ts'

const plain = { stepsUp: false, isWrong: false, cancelRejected: false } as const

/** The order that a POST can create, for a hosted payment and for a saved card. */
const CREATED_ORDERS: Readonly<Record<'hosted' | 'one_click', readonly (readonly [string, ModelOrder])[]>> = {
  hosted: [
    ['creates the order', { ...plain, status: 'new' }],
    ['creates a wrong order', { ...plain, status: 'new', isWrong: true }],
  ],
  one_click: [
    ['charges', { ...plain, status: 'completed' }],
    ['declines', { ...plain, status: 'error' }],
    ['waits for the bank', { ...plain, status: 'processing' }],
    ['asks for a step-up', { ...plain, status: 'new', stepsUp: true }],
    ['charges a wrong amount', { ...plain, status: 'completed', isWrong: true }],
    ['waits for the bank with a wrong amount', { ...plain, status: 'processing', isWrong: true }],
  ],
}

/** Presses in any tab, up to the limit. The tab makes no difference: the claim locks the checkout. */
export function pressMoves(world: World, policy: Policy, emit: Emit): void {
  for (const [pending, kind] of world.pendingClaims.entries()) {
    const rest = { ...world, pendingClaims: world.pendingClaims.toSpliced(pending, 1) }
    emit('shop', `writes the ${kind} payment`, world.payments.length, withClaim(rest, kind, policy))
  }
  if (world.pressesLeft === 0 || !mayClaim(world)) return
  for (const kind of ['hosted', 'one_click'] as const) {
    const pressed = { ...world, pressesLeft: world.pressesLeft - 1 }
    if (policy.claimsAtomically) {
      emit('customer', `presses ${kind}`, world.payments.length, withClaim(pressed, kind, policy))
    } else {
      const pendingClaims = [...world.pendingClaims, kind].toSorted()
      emit('customer', `presses ${kind}, nothing is open`, null, { ...pressed, pendingClaims })
    }
  }
}

/** Moves of the gateway: it creates the order now, late or never, and changes its status. */
export function gatewayMoves(world: World, index: number, assumptions: Assumptions, emit: Emit): void {
  const { kind, requests, orders, age } = paymentAt(world, index)
  if (requests > 0 && (age === 0 || !assumptions.lagIsBounded)) {
    for (const [what, order] of CREATED_ORDERS[kind]) {
      const made = withPayment(world, index, { requests: requests - 1, orders: [...orders, order] })
      emit('gateway', what, index, made)
    }
  }
  if (requests > 0) {
    emit('gateway', 'never receives the order', index, withPayment(world, index, { requests: requests - 1 }))
  }
  for (const which of orders.keys()) orderMoves(world, index, which, assumptions, emit)
  clockMoves(world, index, assumptions, emit)
}

function orderMoves(world: World, index: number, which: number, { finalIsFinal }: Assumptions, emit: Emit): void {
  const { kind, isShown, orders } = paymentAt(world, index)
  const order = orders[which]
  if (order === undefined) return
  const become = (by: 'customer' | 'gateway', what: string, status: ModelOrder['status']) =>
    emit(by, what, index, withOrder(world, index, which, { status }))
  // Without its address, the customer cannot open the page.
  const isReachable = isShown || kind === 'one_click'
  switch (order.status) {
    case 'new':
      if (isShown) become('customer', 'opens the page', 'processing')
      break
    case 'processing':
      if (isReachable) become(kind === 'hosted' ? 'customer' : 'gateway', 'charges', 'completed')
      if (isReachable) become('gateway', 'declines', 'error')
      break
    case 'error':
      if (kind === 'hosted' && isShown) become('customer', 'tries again and is charged', 'completed')
      if (kind === 'one_click' && !(order.cancelRejected && finalIsFinal)) {
        become('gateway', 'charges after all', 'completed')
      }
      break
    case 'completed':
      return
    case 'cancelled':
    case 'expired':
      if (!finalIsFinal && isReachable) become('gateway', 'charges a final order', 'completed')
      return
    default:
      order.status satisfies never
  }
  if (!isFinal(order.status)) become('gateway', 'lets the order expire', 'expired')
}

const OLDER: Readonly<Record<Age, Age>> = { 0: 1, 1: 2, 2: 3, 3: 3 }

function clockMoves(world: World, index: number, { lagIsBounded }: Assumptions, emit: Emit): void {
  const { age, sender, state, requests } = paymentAt(world, index)
  const matters = state === 'submitting' || state === 'unknown' || requests > 0
  if (age === 3 || !matters || sender === 'ready') return
  const older = OLDER[age]
  // By assumption, an order that was not created in time is never created.
  const left = lagIsBounded ? 0 : requests
  emit('clock', `reaches age ${older}`, index, withPayment(world, index, { age: older, requests: left }))
}
