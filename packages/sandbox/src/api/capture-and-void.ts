import type { Order, Transaction } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { amountDetails, capture, release } from '../payment/authorisation.ts'
import { orderLines, type OrderLine } from '../payment/order-lines.ts'
import { requireOrder } from './update-order.ts'
import { byAmountSchema, byOrderLineSchema, parseBody } from './order-input.ts'
import { Problem } from '../http/problem.ts'

/** Which authorisation is acted on, and the version it is expected to have. */
export interface MoneyTarget {
  readonly orderId: string
  readonly transactionId: string
  /** `if-match`: the operation runs only when the order is still at this version. */
  readonly ifMatch: string | null
}

interface Held {
  readonly order: Order
  readonly transaction: Transaction
  readonly left: number
}

function requireHeld(work: Work, { orderId, transactionId, ifMatch }: MoneyTarget, verb: 'captured' | 'voided'): Held {
  const order = requireOrder(work, orderId)
  const transaction = order.transactions.find(({ id }) => id === transactionId.toLowerCase())
  if (transaction === undefined) throw new Problem(404, 'The transaction does not exist.')
  if (
    ifMatch !== null &&
    ifMatch !== '*' &&
    ifMatch.replace(/^W\//, '').replaceAll('"', '') !== String(order.version)
  ) {
    throw new Problem(412, 'The order has changed since the version named in if-match.')
  }
  const { capturable } = amountDetails(order)
  if (!transaction.isAuthorisation || capturable === 0) {
    throw new Problem(400, `The transaction holds no amount that could be ${verb}.`)
  }
  if (work.settings.singleCapture && order.captured > 0) {
    throw new Problem(400, 'This processor allows one capture, and no void after it.')
  }
  return { order, transaction, left: capturable }
}

function requireAmount({ left }: Held, amount: number, path: string): number {
  if (amount > left) throw new Problem(400, `${amount} is more than the ${left} that is held`, path)
  return amount
}

function requireLine({ order }: Held, body: unknown): OrderLine {
  const { merchant_order_line_id: id, quantity } = parseBody(byOrderLineSchema, body).order_line
  const line = orderLines(order).find((each) => each.id === id)
  if (line === undefined) throw new Problem(400, 'The order has no such line.', 'order_line.merchant_order_line_id')
  const left = line.quantity - (order.capturedLines[id] ?? 0) - (order.voidedLines[id] ?? 0)
  if (quantity > left) {
    throw new Problem(400, `${quantity} is more than the ${left} left of this line`, 'order_line.quantity')
  }
  const amount = quantity * line.amount
  if (amount < 1) throw new Problem(400, 'A line without a positive amount cannot be moved by itself.')
  return { id, quantity, amount }
}

const count = (lines: Readonly<Record<string, number>>, { id, quantity }: OrderLine) => ({
  ...lines,
  [id]: (lines[id] ?? 0) + quantity,
})

/** Takes all that is held. */
export function captureAll(work: Work, target: MoneyTarget): Held {
  const held = requireHeld(work, target, 'captured')
  capture(work, held.order, held.transaction, held.left)
  return held
}

/** Takes part of what is held, by amount. */
export function captureByAmount(work: Work, target: MoneyTarget, body: unknown): Order {
  const held = requireHeld(work, target, 'captured')
  capture(work, held.order, held.transaction, requireAmount(held, parseBody(byAmountSchema, body).amount, 'amount'))
  return held.order
}

/** Takes part of what is held, by order line. */
export function captureByOrderLine(work: Work, target: MoneyTarget, body: unknown): Order {
  const held = requireHeld(work, target, 'captured')
  const line = requireLine(held, body)
  capture(work, held.order, held.transaction, requireAmount(held, line.amount, 'order_line.quantity'))
  held.order.capturedLines = count(held.order.capturedLines, line)
  return held.order
}

/** Gives back part of what is held, by amount. */
export function voidByAmount(work: Work, target: MoneyTarget, body: unknown): Order {
  const held = requireHeld(work, target, 'voided')
  release(work, held.order, held.transaction, requireAmount(held, parseBody(byAmountSchema, body).amount, 'amount'))
  return held.order
}

/** Gives back part of what is held, by order line. */
export function voidByOrderLine(work: Work, target: MoneyTarget, body: unknown): Order {
  const held = requireHeld(work, target, 'voided')
  const line = requireLine(held, body)
  release(work, held.order, held.transaction, requireAmount(held, line.amount, 'order_line.quantity'))
  held.order.voidedLines = count(held.order.voidedLines, line)
  return held.order
}
