import { isOpen, type PaymentKind, type PaymentState } from '../../src/state-machine/payment-state.ts'

/** The status of an order in the model. `unrecognised` is left out: the transition reads it as `processing`. */
export type ModelStatus = 'new' | 'processing' | 'error' | 'completed' | 'cancelled' | 'expired'

/** An order at the gateway. The rank of its status only increases, so it is also a version. */
export interface ModelOrder {
  readonly status: ModelStatus
  /** One-click only: the bank asks for a step-up, so the order has an address while it is open. */
  readonly stepsUp: boolean
  /** Amount, currency, mode or project do not match the payment. */
  readonly isWrong: boolean
  /** The gateway has rejected a cancel. */
  readonly cancelRejected: boolean
}

/** An order as one response showed it. It can be out of date when it is applied. */
export interface OrderSnapshot {
  readonly order: number
  readonly status: ModelStatus
  readonly afterRejectedCancel: boolean
}

/** A poll between two of its steps. Other moves can overtake it. */
export type PollInFlight =
  | { readonly at: 'cancelled'; readonly order: number; readonly isRejected: boolean }
  | { readonly at: 'fetched'; readonly snapshot: OrderSnapshot }
  | { readonly at: 'absent' }

/**
 * Time since a payment was submitted: 0 while the gateway may still create its order, 1 while the order may still be missing
 * from lists, 2 after that, 3 after the absence horizon.
 */
export type Age = 0 | 1 | 2 | 3

/** One payment: its row, the process that sends it, and its orders at the gateway. */
export interface ModelPayment {
  readonly kind: PaymentKind
  readonly state: PaymentState
  readonly isWritten: boolean
  readonly wasDeclined: boolean
  readonly knownOrder: number | null
  /** Rank of the newest status that was applied. */
  readonly newestRank: number
  /** Complete lists without the order. */
  readonly lists: number
  /** The customer has the address of the order. */
  readonly isShown: boolean
  readonly sender: 'ready' | 'waiting' | 'done'
  readonly leaseEnded: boolean
  readonly answer: OrderSnapshot | null
  readonly poll: PollInFlight | null
  readonly posts: number
  readonly age: Age
  /** POSTs that the gateway has not processed yet. */
  readonly requests: number
  readonly orders: readonly ModelOrder[]
}

/** One state of the search: everything about one checkout. */
export interface World {
  readonly payments: readonly ModelPayment[]
  readonly pressesLeft: number
  /** Presses between reading that nothing is open and writing their payment. Empty when the claim is atomic. */
  readonly pendingClaims: readonly PaymentKind[]
  /** The payment that paid the checkout. */
  readonly paid: number | null
}

/**
 * The actor of a move. `hint` is the shop polling because of a webhook or a return; `network` delays requests and answers.
 */
export type Actor = 'customer' | 'shop' | 'hint' | 'network' | 'gateway' | 'clock' | 'operator'

/** Receives each move that is possible in a world, with the world after it. */
export type Emit = (by: Actor, what: string, payment: number | null, world: World) => void

const RANK = { new: 1, processing: 2, error: 3, completed: 4, cancelled: 4, expired: 4 } as const

/** The order in which statuses replace each other. */
export function rankOf(status: ModelStatus): number {
  return RANK[status]
}

/** Whether the order is assumed never to change again. */
export function isFinal(status: ModelStatus): boolean {
  return RANK[status] === 4
}

/** Whether a response with this status contains an address for the customer. */
export function hasAddress(kind: PaymentKind, order: ModelOrder, status: ModelStatus): boolean {
  if (isFinal(status)) return false
  return kind === 'hosted' || (order.stepsUp && status !== 'error')
}

/** Whether the payment is recorded as paid. */
export function isPaid(state: PaymentState): boolean {
  return state === 'succeeded' || state === 'surplus'
}

/** The payment at `index`. Throws when there is none. */
export function paymentAt(world: World, index: number): ModelPayment {
  const payment = world.payments[index]
  if (payment === undefined) throw new Error(`There is no payment ${index}.`)
  return payment
}

/** The order at `index`. Throws when there is none. */
export function orderAt(payment: ModelPayment, index: number): ModelOrder {
  const order = payment.orders[index]
  if (order === undefined) throw new Error(`There is no order ${index}.`)
  return order
}

/** The world with one payment changed. Clears what can no longer matter, so that worlds with equal futures are equal. */
export function withPayment(world: World, index: number, changes: Partial<ModelPayment>): World {
  const payment: Draft = { ...paymentAt(world, index) }
  Object.assign(payment, changes)
  clearIrrelevant(payment)
  return { ...world, payments: world.payments.with(index, payment) }
}

/** The world with one order changed. */
export function withOrder(world: World, index: number, which: number, changes: Partial<ModelOrder>): World {
  const payment = paymentAt(world, index)
  return withPayment(world, index, { orders: payment.orders.with(which, { ...orderAt(payment, which), ...changes }) })
}

type Draft = { -readonly [Name in keyof ModelPayment]: ModelPayment[Name] }

function clearIrrelevant(payment: Draft): void {
  const { state, orders } = payment
  if (!isOpen(state)) {
    // Only a new poll changes a closed payment. A poll in flight tells no more than a new one.
    payment.wasDeclined = false
    payment.knownOrder = null
    payment.answer = null
    payment.poll = null
    if (payment.sender === 'waiting') payment.sender = 'done'
  }
  if (payment.kind === 'hosted') payment.wasDeclined = false
  // Only a snapshot in flight can be out of date.
  if (payment.answer === null && payment.poll?.at !== 'fetched') payment.newestRank = 0
  if (state !== 'unknown') payment.lists = 0
  if (state !== 'submitting') payment.leaseEnded = false
  if (payment.isShown && orders.length > 0 && orders.every(({ status }) => isFinal(status))) payment.isShown = false
  if (state !== 'submitting' && state !== 'unknown' && payment.requests === 0) payment.age = 3
}
