import { TEST_CARDS } from '../card/test-cards.ts'
import { toTimestamp, type Micros } from '../clock/timestamp.ts'
import { isFinal, type Order, type Transaction } from '../store/order.ts'
import { amountDetails } from '../payment/authorisation.ts'
import { orderLines } from '../payment/order-lines.ts'
import type { Disguise } from '../scenario/fault.ts'

/** Whose books these are; one sandbox is one project of one merchant. */
export interface Identity {
  readonly projectId: string
  readonly merchantId: string
  /** Origin of the hosted pages. */
  readonly url: string
}

/** Address of the page where a transaction is paid. */
export function paymentUrl({ url }: Identity, order: Order, transaction: Transaction): string {
  return `${url}/pay/${order.id}/select-payment-method/${encodeURIComponent(transaction.method)}/${transaction.id}/`
}

/** Address of the page where a method is chosen. */
export const orderUrl = ({ url }: Identity, order: Order): string => `${url}/pay/${order.id}/select-payment-method/`

const present = (fields: Record<string, unknown>): Record<string, unknown> => {
  const kept: Record<string, unknown> = {}
  for (const key in fields) if (fields[key] !== undefined && fields[key] !== null) kept[key] = fields[key]
  return kept
}

const isPaid = (transaction: Transaction): boolean =>
  transaction.status === 'completed' || transaction.status === 'captured'

function cardDetails(transaction: Transaction): Record<string, unknown> {
  const { card, details, oneClickType, recurringType, firstTransactionId } = transaction
  return {
    ...details,
    ...present({
      one_click_type: oneClickType,
      recurring_type: recurringType,
      setup_token: transaction.setupToken,
      truncated_pan: card === null ? null : TEST_CARDS[card.cardId].number.slice(-4),
      card_expiry: card?.expiry,
      cardholder_name: card?.holder,
      ...(isPaid(transaction) && {
        vault_token: transaction.vaultToken,
        // The guide's prose and its sample disagree on the name, so both are there.
        first_authorised_transaction_id: firstTransactionId,
        first_transaction_id: firstTransactionId,
      }),
    }),
  }
}

function outcomes(transaction: Transaction): Record<string, unknown> | undefined {
  if (isPaid(transaction)) {
    return { fraud_prevention: { status: 'accepted' }, processing: { status: 'accepted', response_code: '00' } }
  }
  if (transaction.status !== 'error') return undefined
  return {
    fraud_prevention: { status: 'accepted' },
    processing: present({
      status: 'rejected',
      response_code: transaction.networkCode,
      error_description: transaction.reason,
    }),
  }
}

function showPaymentUrl(identity: Identity, order: Order, transaction: Transaction, shows: Disguise) {
  if (transaction.nextStep === null || isFinal(order.status)) return undefined
  return shows.paymentUrl === undefined ? paymentUrl(identity, order, transaction) : shows.paymentUrl
}

/** A transaction as the API shows it. */
export function toWireTransaction(identity: Identity, order: Order, transaction: Transaction, shows: Disguise = {}) {
  const at = (moment: Micros) => toTimestamp(moment + (shows.clockSkewMs ?? 0) * 1000)
  const { capturable } = amountDetails(order)
  const isHeld = transaction.isAuthorisation && isPaid(transaction)
  return {
    id: transaction.id,
    order_id: order.id,
    project_id: shows.projectId ?? identity.projectId,
    merchant_id: identity.merchantId,
    payment_method: transaction.method,
    payment_method_details: cardDetails(transaction),
    status: transaction.status,
    amount: shows.amount ?? order.amount,
    currency: shows.currency ?? order.currency,
    expiration_period: transaction.expirationPeriod,
    channel: 'ecom',
    credit_debit: transaction.creditDebit,
    balance: 'test',
    is_capturable: isHeld && capturable > 0,
    is_fully_captured: isPaid(transaction) && order.captured >= order.amount,
    flags: ['is-test'],
    created: at(transaction.created),
    modified: at(transaction.modified),
    events: transaction.events.map(({ id, event, occurred }) => ({
      id,
      event,
      occurred: at(occurred),
      noticed: at(occurred),
      source: 'set_status',
    })),
    ...present({
      description: order.fields.description,
      payment_method_brand: transaction.card === null ? null : TEST_CARDS[transaction.card.cardId].brand,
      payment_url: showPaymentUrl(identity, order, transaction, shows),
      reason: transaction.reason,
      customer_message: transaction.customerMessage,
      outcomes: outcomes(transaction),
      schedule_type: transaction.scheduleType,
      capture_mode: transaction.captureMode,
      transaction_type: isHeld && order.captured === 0 ? 'authorization' : null,
      completed: transaction.completed === null ? null : at(transaction.completed),
    }),
    ...shows.extraFields,
  }
}

function flagsOf(order: Order): string[] {
  return [
    'is-test',
    ...(order.refundOf === null ? [] : ['is-refund']),
    ...(order.refunds.length > 0 ? ['has-refunds'] : []),
    ...(order.refundOf === null && order.transactions.some((each) => each.isAuthorisation) && order.captured > 0
      ? ['has-captures']
      : []),
    ...(order.voided > 0 ? ['has-voids'] : []),
  ]
}

function orderLineDetails(order: Order) {
  return orderLines(order).map(({ id, quantity }) => {
    const captured = order.capturedLines[id] ?? 0
    const voided = order.voidedLines[id] ?? 0
    return {
      merchant_order_line_id: id,
      quantity,
      captured,
      voided,
      capturable: Math.max(0, quantity - captured - voided),
    }
  })
}

/** What an answer about an order shows beside the order itself. */
export interface WireOptions {
  readonly shows?: Disguise
  /** The status in place of the true one, for answers that tell less than the truth. */
  readonly status?: string
  /** `fields[]` of the query. */
  readonly extra?: readonly string[]
}

/** An order as the API shows it. */
export function toWireOrder(identity: Identity, order: Order, { shows = {}, status, extra = [] }: WireOptions = {}) {
  const at = (moment: Micros) => toTimestamp(moment + (shows.clockSkewMs ?? 0) * 1000)
  const { transactions } = order
  const last = transactions.at(-1)
  return {
    id: order.id,
    project_id: shows.projectId ?? identity.projectId,
    merchant_id: identity.merchantId,
    status: status ?? order.status,
    amount: shows.amount ?? order.amount,
    currency: shows.currency ?? order.currency,
    ...order.fields,
    ...(shows.merchantOrderId === undefined ? {} : { merchant_order_id: shows.merchantOrderId }),
    flags: shows.flags ?? flagsOf(order),
    created: at(order.created),
    modified: at(order.modified),
    ...present({
      completed: order.completed === null ? null : at(order.completed),
      last_transaction_added: last === undefined ? null : at(last.created),
      order_url: order.chosenOnPage && !isFinal(order.status) ? orderUrl(identity, order) : null,
      refunded_amount: order.refunded > 0 ? order.refunded : null,
      refund_of_order_id: order.refundOf,
      related_order_id: order.refundOf,
      refund_orders: order.refunds.length > 0 ? order.refunds : null,
      related_orders: order.refunds.length > 0 ? order.refunds : null,
      amount_details: extra.includes('amount_details') ? amountDetails(order) : null,
      order_line_details: extra.includes('order_line_details') ? orderLineDetails(order) : null,
    }),
    ...(transactions.length === 0 || shows.withoutTransactions === true
      ? {}
      : { transactions: transactions.map((each) => toWireTransaction(identity, order, each, shows)) }),
    ...shows.extraFields,
  }
}
