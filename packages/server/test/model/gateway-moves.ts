import { mayClaim, withClaim } from './model-shop.ts'
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

const plain = { stepsUp: false, isWrong: false, refusedCancel: false } as const

/** What a hosted order, and a charge of a saved card, can look like when they are made. */
const BEGINNINGS: Readonly<Record<'hosted' | 'one_click', readonly (readonly [string, ModelOrder])[]>> = {
  hosted: [
    ['makes the order', { ...plain, status: 'new' }],
    ['makes a wrong order', { ...plain, status: 'new', isWrong: true }],
  ],
  one_click: [
    ['charges', { ...plain, status: 'completed' }],
    ['declines', { ...plain, status: 'error' }],
    ['waits for the bank', { ...plain, status: 'processing' }],
    ['asks for the customer', { ...plain, status: 'new', stepsUp: true }],
    ['charges a wrong amount', { ...plain, status: 'completed', isWrong: true }],
    ['waits for the bank over a wrong amount', { ...plain, status: 'processing', isWrong: true }],
  ],
}

/** Presses in any tab, as long as there are any left. The tab does not matter: the claim looks at the checkout. */
export function pressSteps(world: World, policy: Policy, emit: Emit): void {
  for (const [reader, kind] of world.readers.entries()) {
    const rest = { ...world, readers: world.readers.toSpliced(reader, 1) }
    emit('shop', `writes the ${kind} payment`, world.payments.length, withClaim(rest, kind, policy))
  }
  if (world.clicksLeft === 0 || !mayClaim(world)) return
  for (const kind of ['hosted', 'one_click'] as const) {
    const pressed = { ...world, clicksLeft: world.clicksLeft - 1 }
    if (policy.claimsAtOnce) {
      emit('customer', `presses ${kind}`, world.payments.length, withClaim(pressed, kind, policy))
    } else {
      const readers = [...world.readers, kind].toSorted()
      emit('customer', `presses ${kind}, nothing is open`, null, { ...pressed, readers })
    }
  }
}

/** What becomes of a payment at the gateway: its order is made, now or late or never, and lives its life. */
export function gatewaySteps(world: World, index: number, assumptions: Assumptions, emit: Emit): void {
  const { kind, requests, orders, age } = paymentAt(world, index)
  if (requests > 0 && (age === 0 || !assumptions.lagIsBounded)) {
    for (const [what, order] of BEGINNINGS[kind]) {
      const made = withPayment(world, index, { requests: requests - 1, orders: [...orders, order] })
      emit('gateway', what, index, made)
    }
  }
  if (requests > 0) {
    emit('gateway', 'never gets the order', index, withPayment(world, index, { requests: requests - 1 }))
  }
  for (const which of orders.keys()) orderSteps(world, index, which, assumptions, emit)
  clockSteps(world, index, assumptions, emit)
}

function orderSteps(world: World, index: number, which: number, { finalIsFinal }: Assumptions, emit: Emit): void {
  const { kind, isShown, orders } = paymentAt(world, index)
  const order = orders[which]
  if (order === undefined) return
  const become = (by: 'customer' | 'gateway', what: string, status: ModelOrder['status']) =>
    emit(by, what, index, withOrder(world, index, which, { status }))
  // Nobody types a card on a page whose address was lost.
  const isInReach = isShown || kind === 'one_click'
  switch (order.status) {
    case 'new':
      if (isShown) become('customer', 'opens the page', 'processing')
      break
    case 'processing':
      if (isInReach) become(kind === 'hosted' ? 'customer' : 'gateway', 'charges', 'completed')
      if (isInReach) become('gateway', 'declines', 'error')
      break
    case 'error':
      if (kind === 'hosted' && isShown) become('customer', 'tries again and is charged', 'completed')
      if (kind === 'one_click' && !(order.refusedCancel && finalIsFinal)) {
        become('gateway', 'turns out to have charged', 'completed')
      }
      break
    case 'completed':
      return
    case 'cancelled':
    case 'expired':
      if (!finalIsFinal && isInReach) become('gateway', 'charges an order that was over', 'completed')
      return
    default:
      order.status satisfies never
  }
  if (!isFinal(order.status)) become('gateway', 'lets the order expire', 'expired')
}

const OLDER: Readonly<Record<Age, Age>> = { 0: 1, 1: 2, 2: 3, 3: 3 }

function clockSteps(world: World, index: number, { lagIsBounded }: Assumptions, emit: Emit): void {
  const { age, sender, state, requests } = paymentAt(world, index)
  const matters = state === 'submitting' || state === 'unknown' || requests > 0
  if (age === 3 || !matters || sender === 'ready') return
  const older = OLDER[age]
  // What was not made in time is, by assumption, never made.
  const left = lagIsBounded ? 0 : requests
  emit('clock', `reaches age ${older}`, index, withPayment(world, index, { age: older, requests: left }))
}
