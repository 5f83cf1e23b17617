import { OPEN_STATES, type PaymentKind, type PaymentState } from '../../src/state-machine/payment-state.ts'

/** What the gateway says of an order, in the model. `unheard-of` is left out: the transition reads it as `processing`. */
export type ModelStatus = 'new' | 'processing' | 'error' | 'completed' | 'cancelled' | 'expired'

/** An order as it really is at the gateway. Statuses only go up, so a status is also a version. */
export interface ModelOrder {
  readonly status: ModelStatus
  /** One-click only: the bank wants to hear from the customer, so the order has an address while it is open. */
  readonly stepsUp: boolean
  /** Amount, currency, mode or project are not what was asked for. */
  readonly isWrong: boolean
  /** The gateway has refused to cancel it. */
  readonly refusedCancel: boolean
}

/** An order as it was shown at some moment, in the hands of somebody who has not written it down yet. */
export interface Sight {
  readonly order: number
  readonly status: ModelStatus
  readonly afterRefusedCancel: boolean
}

/** What somebody who looks at a payment holds between two steps; others may overtake them. */
export type InHand =
  | { readonly at: 'cancelled'; readonly order: number; readonly isRefused: boolean }
  | { readonly at: 'seen'; readonly sight: Sight }
  | { readonly at: 'absent' }

/**
 * How long ago a payment was submitted: 0 while the gateway may still make its order, 1 while the order may still be
 * missing from lists, 2 after that, 3 after the horizon.
 */
export type Age = 0 | 1 | 2 | 3

/** One payment: our row, the process that sends it, and the truth at the gateway. */
export interface ModelPayment {
  readonly kind: PaymentKind
  readonly state: PaymentState
  readonly isWritten: boolean
  readonly wasDeclined: boolean
  readonly knownOrder: number | null
  /** Rank of the newest status that was weighed. */
  readonly seen: number
  readonly scans: number
  /** The customer has been given the address. */
  readonly isShown: boolean
  readonly sender: 'ready' | 'waiting' | 'done'
  readonly leaseEnded: boolean
  readonly answer: Sight | null
  readonly look: InHand | null
  readonly posts: number
  readonly age: Age
  /** POSTs that the gateway may still act on. */
  readonly requests: number
  readonly orders: readonly ModelOrder[]
}

/** Everything about one checkout. */
export interface World {
  readonly payments: readonly ModelPayment[]
  readonly clicksLeft: number
  /** Presses that have read that nothing is open and have not written yet: none where the claim is one step. */
  readonly readers: readonly PaymentKind[]
  readonly paid: number | null
}

/**
 * Who does something. `hint` is the shop too, but only because a webhook or a return told it to look; `network` keeps
 * what was asked and answered on its way.
 */
export type Actor = 'customer' | 'shop' | 'hint' | 'network' | 'gateway' | 'clock' | 'operator'

/** Takes one step that is possible in a world. */
export type Emit = (by: Actor, what: string, payment: number | null, world: World) => void

const open = new Set<PaymentState>(OPEN_STATES)
const RANK = { new: 1, processing: 2, error: 3, completed: 4, cancelled: 4, expired: 4 } as const

export function isOpen(state: PaymentState): boolean {
  return open.has(state)
}

export function rankOf(status: ModelStatus): number {
  return RANK[status]
}

export function isFinal(status: ModelStatus): boolean {
  return RANK[status] === 4
}

/** Whether an order, shown with this status, says where the customer can go. */
export function hasAddress(kind: PaymentKind, order: ModelOrder, status: ModelStatus): boolean {
  if (isFinal(status)) return false
  return kind === 'hosted' || (order.stepsUp && status !== 'error')
}

export function isSettled(state: PaymentState): boolean {
  return state === 'succeeded' || state === 'surplus'
}

export function paymentAt(world: World, index: number): ModelPayment {
  const payment = world.payments[index]
  if (payment === undefined) throw new Error(`There is no payment ${index}.`)
  return payment
}

export function orderAt(payment: ModelPayment, index: number): ModelOrder {
  const order = payment.orders[index]
  if (order === undefined) throw new Error(`There is no order ${index}.`)
  return order
}

/** The world with one payment changed. What can no longer matter is forgotten, so that equal futures are one state. */
export function withPayment(world: World, index: number, changes: Partial<ModelPayment>): World {
  const payment: Draft = { ...paymentAt(world, index) }
  Object.assign(payment, changes)
  forget(payment)
  return { ...world, payments: world.payments.with(index, payment) }
}

export function withOrder(world: World, index: number, which: number, changes: Partial<ModelOrder>): World {
  const payment = paymentAt(world, index)
  return withPayment(world, index, { orders: payment.orders.with(which, { ...orderAt(payment, which), ...changes }) })
}

type Draft = { -readonly [Name in keyof ModelPayment]: ModelPayment[Name] }

function forget(payment: Draft): void {
  const { state, orders } = payment
  if (!isOpen(state)) {
    // Over: nothing but a fresh look changes it, and what is still in somebody's hands says no more than that would.
    payment.wasDeclined = false
    payment.knownOrder = null
    payment.answer = null
    payment.look = null
    if (payment.sender === 'waiting') payment.sender = 'done'
  }
  if (payment.kind === 'hosted') payment.wasDeclined = false
  // Statuses only go up, so only what was seen earlier and is still held can be out of date.
  if (payment.answer === null && payment.look?.at !== 'seen') payment.seen = 0
  if (state !== 'unknown') payment.scans = 0
  if (state !== 'submitting') payment.leaseEnded = false
  if (payment.isShown && orders.length > 0 && orders.every(({ status }) => isFinal(status))) payment.isShown = false
  if (state !== 'submitting' && state !== 'unknown' && payment.requests === 0) payment.age = 3
}
