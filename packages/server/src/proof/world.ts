import { OPEN_STATES, type PaymentKind, type PaymentState } from '../payments/payment-state.ts'

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
  const payments = [...world.payments]
  payments[index] = forget({ ...paymentAt(world, index), ...changes })
  return { ...world, payments }
}

export function withOrder(world: World, index: number, which: number, changes: Partial<ModelOrder>): World {
  const payment = paymentAt(world, index)
  return withPayment(world, index, { orders: payment.orders.with(which, { ...orderAt(payment, which), ...changes }) })
}

function forget(payment: ModelPayment): ModelPayment {
  const { state, kind, requests, orders, look } = payment
  const isAwaited = state === 'submitting' || state === 'unknown'
  // Once a payment is over, nothing but a fresh look changes it: what is still in somebody's hands says no more than that.
  const isOver = !isOpen(state)
  const answer = isOver ? null : payment.answer
  const held = isOver ? null : look
  return {
    ...payment,
    wasDeclined: payment.wasDeclined && kind === 'one_click' && !isOver,
    knownOrder: isOver ? null : payment.knownOrder,
    // Statuses only go up, so only what was seen earlier and is still held can be out of date.
    seen: answer === null && held?.at !== 'seen' ? 0 : payment.seen,
    scans: state === 'unknown' ? payment.scans : 0,
    leaseEnded: payment.leaseEnded && state === 'submitting',
    answer,
    look: held,
    sender: isOver && payment.sender === 'waiting' ? 'done' : payment.sender,
    isShown: payment.isShown && (orders.length === 0 || orders.some(({ status }) => !isFinal(status))),
    age: isAwaited || requests > 0 ? payment.age : 3,
  }
}

const keys = new WeakMap<ModelPayment, string>()

/** Equal for two worlds exactly when their futures are equal, as far as money is concerned. */
export function keyOf({ payments, clicksLeft, readers, paid }: World, finalIsFinal: boolean): string {
  let key = `${clicksLeft}${readers.join()}/${paid ?? ''}`
  for (const payment of payments) key += finalIsFinal && isInert(payment) ? '/' : `/${keyOfPayment(payment)}`
  return key
}

/** Over, unpaid, and nothing at the gateway that could still become a charge: how it ended makes no difference. */
function isInert({ state, sender, requests, orders }: ModelPayment): boolean {
  const isUnpaid = !isOpen(state) && state !== 'mismatch' && !isSettled(state)
  if (!isUnpaid || sender === 'ready' || requests > 0) return false
  return orders.every(({ status }) => status === 'cancelled' || status === 'expired')
}

function keyOfPayment(payment: ModelPayment): string {
  const known = keys.get(payment)
  if (known !== undefined) return known
  const { answer, look } = payment
  let key = `${payment.kind},${payment.state},${payment.sender},${payment.knownOrder},${payment.seen},${payment.scans}`
  key += `,${payment.posts},${payment.age},${payment.requests}`
  key += `${flag(payment.isWritten)}${flag(payment.wasDeclined)}${flag(payment.isShown)}${flag(payment.leaseEnded)}`
  for (const { status, stepsUp, isWrong, refusedCancel } of payment.orders) {
    key += `;${status}${flag(stepsUp)}${flag(isWrong)}${flag(refusedCancel)}`
  }
  if (answer !== null) key += `:${keyOfSight(answer)}`
  if (look !== null) key += `!${look.at}${look.at === 'seen' ? keyOfSight(look.sight) : ''}`
  if (look?.at === 'cancelled') key += `${look.order}${flag(look.isRefused)}`
  keys.set(payment, key)
  return key
}

function keyOfSight({ order, status, afterRefusedCancel }: Sight): string {
  return `${order}${status}${flag(afterRefusedCancel)}`
}

function flag(value: boolean): string {
  return value ? '+' : '-'
}
