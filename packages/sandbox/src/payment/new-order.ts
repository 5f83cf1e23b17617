import { parseDuration } from '../clock/duration.ts'
import type { Order, Transaction } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'

// The documented default (docs.costplus.io, Status requests).
const defaultExpiration = 'PT30M'

const periodOf = (fields: Readonly<Record<string, unknown>>): string =>
  typeof fields.expiration_period === 'string' ? fields.expiration_period : defaultExpiration

/** Builds a transaction that has not been attempted. */
export function newTransaction(
  work: UnitOfWork,
  order: Order,
  method: string,
  more: Partial<Transaction> = {},
): Transaction {
  const created = work.timestamp()
  return {
    id: work.newId(),
    method,
    oneClickType: null,
    recurringType: null,
    scheduleType: null,
    captureMode: null,
    expirationPeriod: periodOf(order.fields),
    details: {},
    setupToken: null,
    created,
    creditDebit: 'credit',
    status: 'new',
    modified: created,
    completed: null,
    nextStep: method === 'credit-card' ? 'card-form' : 'app',
    card: null,
    vaultToken: null,
    firstTransactionId: null,
    reason: null,
    customerMessage: null,
    networkCode: null,
    isAuthorisation: false,
    wrongCodes: 0,
    pending: null,
    events: [{ id: work.newId(), event: 'new', occurred: created }],
    ...more,
  }
}

/** Builds an order without transactions. */
export function newOrder(
  work: UnitOfWork,
  { amount, currency, fields, fault }: Pick<Order, 'amount' | 'currency' | 'fields' | 'fault'>,
  more: Partial<Order> = {},
): Order {
  const created = work.timestamp()
  const lifetimeMs = (parseDuration(periodOf(fields), work.nowMs) ?? 0) * work.timeScale
  return {
    id: work.newId(),
    created,
    refundOf: null,
    version: 1,
    status: 'new',
    amount,
    currency,
    fields,
    transactions: [],
    modified: created,
    completed: null,
    expiresAt: work.nowMs + lifetimeMs,
    chosenOnPage: false,
    captured: 0,
    voided: 0,
    refunded: 0,
    refunds: [],
    capturedLines: {},
    voidedLines: {},
    fault,
    ...more,
  }
}
