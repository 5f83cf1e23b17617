import { parseBody } from '../http/parse-body.ts'
import { Problem } from '../http/problem.ts'
import { amountDetails, capture, voidAmount } from '../payment/authorisation.ts'
import { orderLines, type OrderLine } from '../payment/order-lines.ts'
import type { Order, Transaction } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { byAmountSchema, byOrderLineSchema } from './order-input.ts'
import { requireOrder } from './require-order.ts'

/** The authorisation to capture or void, and the version of the order it must have. */
export interface AuthorisationTarget {
  readonly orderId: string
  readonly transactionId: string
  /** The `if-match` header: any other version of the order answers 412. */
  readonly ifMatch: string | null
}

interface Authorised {
  readonly order: Order
  readonly transaction: Transaction
  /** Minor units left to capture or void. */
  readonly left: number
}

type Verb = 'captured' | 'voided'

/** How an amount is captured or voided, and where the order counts the quantities of its lines. */
const OPERATIONS = {
  captured: { apply: capture, lines: 'capturedLines' },
  voided: { apply: voidAmount, lines: 'voidedLines' },
} as const

function requireAuthorisation(
  work: UnitOfWork,
  { orderId, transactionId, ifMatch }: AuthorisationTarget,
  verb: Verb,
): Authorised {
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
    throw new Problem(400, `The transaction has no authorised amount left to be ${verb}.`)
  }
  if (work.settings.singleCapture && order.captured > 0) {
    throw new Problem(400, 'This processor allows one capture, and no void after it.')
  }
  return { order, transaction, left: capturable }
}

function requireAmount({ left }: Authorised, amount: number, path: string): number {
  if (amount > left) throw new Problem(400, `${amount} exceeds the ${left} left of the authorised amount`, path)
  return amount
}

function requireLine({ order }: Authorised, body: unknown): OrderLine {
  const { merchant_order_line_id: id, quantity } = parseBody(byOrderLineSchema, body).order_line
  const line = orderLines(order).find((each) => each.id === id)
  if (line === undefined) throw new Problem(400, 'The order has no such line.', 'order_line.merchant_order_line_id')
  const left = line.quantity - (order.capturedLines[id] ?? 0) - (order.voidedLines[id] ?? 0)
  if (quantity > left) {
    throw new Problem(400, `${quantity} exceeds the ${left} left of the order line`, 'order_line.quantity')
  }
  const amount = quantity * line.amount
  if (amount < 1) throw new Problem(400, 'A line without a positive amount cannot be captured or voided by itself.')
  return { id, quantity, amount }
}

const count = (lines: Readonly<Record<string, number>>, { id, quantity }: OrderLine) => ({
  ...lines,
  [id]: (lines[id] ?? 0) + quantity,
})

/** Captures all that is left of the authorised amount. */
export function captureAll(work: UnitOfWork, target: AuthorisationTarget): Authorised {
  const authorised = requireAuthorisation(work, target, 'captured')
  capture(work, authorised.order, authorised.transaction, authorised.left)
  return authorised
}

/** Captures part of the authorised amount. */
export const captureByAmount = byAmount('captured')
/** Captures the price of some items of an order line. */
export const captureByOrderLine = byOrderLine('captured')
/** Voids part of the authorised amount. */
export const voidByAmount = byAmount('voided')
/** Voids the price of some items of an order line. */
export const voidByOrderLine = byOrderLine('voided')

function byAmount(verb: Verb) {
  return (work: UnitOfWork, target: AuthorisationTarget, body: unknown): Order => {
    const authorised = requireAuthorisation(work, target, verb)
    const amount = requireAmount(authorised, parseBody(byAmountSchema, body).amount, 'amount')
    OPERATIONS[verb].apply(work, authorised.order, authorised.transaction, amount)
    return authorised.order
  }
}

function byOrderLine(verb: Verb) {
  return (work: UnitOfWork, target: AuthorisationTarget, body: unknown): Order => {
    const { apply, lines } = OPERATIONS[verb]
    const authorised = requireAuthorisation(work, target, verb)
    const line = requireLine(authorised, body)
    const { order, transaction } = authorised
    apply(work, order, transaction, requireAmount(authorised, line.amount, 'order_line.quantity'))
    order[lines] = count(order[lines], line)
    return order
  }
}
