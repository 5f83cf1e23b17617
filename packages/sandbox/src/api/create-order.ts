import { declineFor } from '../card/decline-reasons.ts'
import { parseDuration } from '../clock/duration.ts'
import { Problem } from '../http/problem.ts'
import { newOrder, newTransaction } from '../payment/new-order.ts'
import { decline } from '../payment/outcome.ts'
import { findSavedCard, payWithSavedCard } from '../payment/pay-with-saved-card.ts'
import { PAYMENT_METHODS } from '../project/payment-methods.ts'
import { toOrderFault, type Fault } from '../scenario/fault.ts'
import { isFinal, type Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { recordForgedStatusChanges } from '../webhook/forged-status-changes.ts'
import { WRITABLE_FIELDS, type CreateOrderInput, type TransactionInput } from './order-input.ts'

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  values.some((each) => each === value)

/** Reads the card fields: from the transaction, as documented, or from its details, as older pages of the platform show. */
function readCardFields({ payment_method_details: details, ...transaction }: TransactionInput) {
  const pick = (name: 'one_click_type' | 'recurring_type' | 'schedule_type' | 'vault_token' | 'cvc') =>
    transaction[name] ?? details?.[name] ?? null
  const oneClickType = pick('one_click_type')
  const recurringType = pick('recurring_type')
  return {
    oneClickType: isOneOf(['first', 'one-click'] as const, oneClickType) ? oneClickType : null,
    recurringType: isOneOf(['first', 'recurring'] as const, recurringType) ? recurringType : null,
    scheduleType: pick('schedule_type'),
    cvc: pick('cvc'),
    reference:
      pick('vault_token') ??
      transaction.first_transaction_id ??
      transaction.first_authorised_transaction_id ??
      details?.first_transaction_id ??
      details?.first_authorised_transaction_id ??
      null,
  }
}

/** Keeps the details that may be echoed: never a CVC, a card number or a reference to a card. */
function safeDetails(details: TransactionInput['payment_method_details']): Record<string, unknown> {
  const { dynamic_descriptor: descriptor, use_customer_name_as_cardholder_name: usesName } = details ?? {}
  return {
    ...(typeof descriptor === 'string' && { dynamic_descriptor: descriptor }),
    ...(typeof usesName === 'boolean' && { use_customer_name_as_cardholder_name: usesName }),
  }
}

/** Picks the fields to echo. */
export function writableFields(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const name of WRITABLE_FIELDS) {
    const value = input[name]
    if (value !== undefined && (value !== null || name === 'merchant_order_id')) fields[name] = value
  }
  return fields
}

function addTransaction(work: UnitOfWork, order: Order, input: TransactionInput, index: number): void {
  const { oneClickType, recurringType, scheduleType, cvc, reference } = readCardFields(input)
  const captureMode = order.fields.capture_mode ?? input.capture_mode
  const usesSavedCard = oneClickType === 'one-click' || recurringType === 'recurring'
  const path = `transactions[${index}].vault_token`
  if (usesSavedCard && reference === null) {
    throw new Problem(400, `${path} or transactions[${index}].first_transaction_id is required`, path)
  }
  const transaction = newTransaction(work, order, input.payment_method, {
    oneClickType,
    recurringType,
    scheduleType,
    captureMode: isOneOf(['manual', 'delayed'] as const, captureMode) ? captureMode : null,
    ...(typeof input.expiration_period === 'string' && { expirationPeriod: input.expiration_period }),
    details: safeDetails(input.payment_method_details),
    setupToken: input.payment_method_details?.setup_token === true ? `${order.id}.${work.newId()}` : null,
    ...(usesSavedCard && { nextStep: null }),
  })
  if (
    transaction.captureMode === 'delayed' &&
    typeof order.fields.expiration_period !== 'string' &&
    typeof input.expiration_period !== 'string'
  ) {
    throw new Problem(400, 'expiration_period is required when capture_mode is delayed', 'expiration_period')
  }
  order.transactions.push(transaction)
  // An earlier transaction has paid the order: charge once.
  if (isFinal(order.status)) return

  const method = Object.hasOwn(PAYMENT_METHODS, input.payment_method)
    ? PAYMENT_METHODS[input.payment_method]
    : undefined
  if (method === undefined) {
    transaction.nextStep = null
    return decline(work, order, transaction, declineFor('methodUnavailable'))
  }
  if (!usesSavedCard || reference === null) return
  const isUnknown = findSavedCard(work, reference, transaction) === undefined
  if (order.fault.vault === 'unknown-token-is-400' || (isUnknown && work.settings.deadToken === 'bad-request')) {
    throw new Problem(400, 'The saved card is unknown or no longer valid.', path)
  }
  payWithSavedCard(work, order, transaction, { reference, cvc })
}

/** Creates an order (Cost+ API reference, Create an order). A saved card is charged at once. */
export function createOrder(work: UnitOfWork, input: CreateOrderInput, fault: Fault): Order {
  const transactions = input.transactions ?? []
  const [first] = transactions
  const fields = writableFields(input)
  const order = newOrder(work, { amount: input.amount, currency: input.currency, fields, fault: toOrderFault(fault) })
  // Some official plugins send the expiration period on the transaction instead of the order.
  const transactionPeriod = typeof input.expiration_period === 'string' ? null : first?.expiration_period
  if (typeof transactionPeriod === 'string') {
    order.expiresAt = work.nowMs + (parseDuration(transactionPeriod, work.nowMs) ?? 0) * work.timeScale
  }
  order.chosenOnPage = transactions.length === 0
  for (const [index, each] of transactions.entries()) addTransaction(work, order, each, index)
  if (order.fault.webhooks?.kind === 'forged') recordForgedStatusChanges(work, order)
  work.addOrder(order)
  return order
}
