import { TEST_CARDS } from '../card/test-cards.ts'
import { toTimestamp, type Micros } from '../clock/timestamp.ts'
import { amountDetails } from '../payment/authorisation.ts'
import type { Identity } from '../project/identity.ts'
import type { ShownFields } from '../scenario/fault.ts'
import { isFinal, type Order, type Transaction } from '../store/order.ts'
import { paymentUrl } from './hosted-page-url.ts'
import { omitNulls } from './omit-nulls.ts'

const isPaid = (transaction: Transaction): boolean =>
  transaction.status === 'completed' || transaction.status === 'captured'

function cardDetails(transaction: Transaction): Record<string, unknown> {
  const { card, details, oneClickType, recurringType, firstTransactionId } = transaction
  return {
    ...details,
    ...omitNulls({
      one_click_type: oneClickType,
      recurring_type: recurringType,
      setup_token: transaction.setupToken,
      truncated_pan: card === null ? null : TEST_CARDS[card.cardId].number.slice(-4),
      card_expiry: card?.expiry,
      cardholder_name: card?.holder,
      ...(isPaid(transaction) && {
        vault_token: transaction.vaultToken,
        // The guide's prose and its sample disagree on the name, so both are sent.
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
    processing: omitNulls({
      status: 'rejected',
      response_code: transaction.networkCode,
      error_description: transaction.reason,
    }),
  }
}

function showPaymentUrl(identity: Identity, order: Order, transaction: Transaction, shows: ShownFields) {
  if (transaction.nextStep === null || isFinal(order.status)) return undefined
  return shows.paymentUrl === undefined ? paymentUrl(identity, order, transaction) : shows.paymentUrl
}

/** Builds a transaction as the API shows it. */
export function toWireTransaction(identity: Identity, order: Order, transaction: Transaction, shows: ShownFields = {}) {
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
    ...omitNulls({
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
