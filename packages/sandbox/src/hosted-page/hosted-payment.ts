import type { CardEntry } from '../card/card-entry.ts'
import { declineFor } from '../card/decline-reasons.ts'
import { answerChallenge } from '../payment/challenge.ts'
import { chargeCard } from '../payment/charge-card.ts'
import { newTransaction } from '../payment/new-order.ts'
import { approve, decline } from '../payment/outcome.ts'
import { setOrderStatus, setTransactionStatus, touch } from '../payment/status.ts'
import { toOrderFault } from '../scenario/fault.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { isFinal, type Order, type Transaction } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { recordForgedStatusChanges } from '../webhook/forged-status-changes.ts'

/** Finds a transaction by the id in the page's URL. */
export const findTransaction = (order: Order, id: string): Transaction | undefined =>
  order.transactions.find((each) => each.id === id)

/** Records that the payer opened the page: the transaction is pending, the order processing. */
export function startPayment(work: UnitOfWork, order: Order, transaction: Transaction): void {
  if (transaction.status !== 'new' || order.status !== 'new') return
  setTransactionStatus(work, order, transaction, 'pending')
  setOrderStatus(work, order, 'processing')
}

/** Adds a transaction for the payment method chosen on the page, unless there is an open one. */
export function chooseMethod(work: UnitOfWork, order: Order, method: string): Transaction {
  const known = order.transactions.find((each) => each.method === method && each.nextStep !== null)
  if (known !== undefined) return known
  const { capture_mode: mode } = order.fields
  const transaction = newTransaction(work, order, method, {
    captureMode: mode === 'manual' || mode === 'delayed' ? mode : null,
  })
  order.transactions.push(transaction)
  touch(work, order)
  return transaction
}

function transactionToCharge(work: UnitOfWork, order: Order, transaction: Transaction): Transaction {
  if (transaction.status !== 'error' || order.fault.retryAddsTransaction !== true) return transaction
  const { method, oneClickType, recurringType, scheduleType, captureMode, details } = transaction
  transaction.nextStep = null
  const next = newTransaction(work, order, method, { oneClickType, recurringType, scheduleType, captureMode, details })
  order.transactions.push(next)
  return next
}

/** Charges the card typed on the page. A scenario chosen there overrides the card for this attempt. */
export function payByCard(
  work: UnitOfWork,
  order: Order,
  opened: Transaction,
  { cardId, expiry, holder, cvcIsWrong }: CardEntry,
  scenario: Scenario | undefined,
): Transaction {
  if (isFinal(order.status) || opened.nextStep !== 'card-form') return opened
  const transaction = transactionToCharge(work, order, opened)
  const { issuer, ...lasting } = toOrderFault(scenario?.fault ?? {})
  order.fault = { ...order.fault, ...lasting }
  if (lasting.webhooks?.kind === 'forged') recordForgedStatusChanges(work, order)
  startPayment(work, order, transaction)
  chargeCard(work, order, transaction, { card: { cardId, expiry, holder }, cvcIsWrong, payerIsPresent: true, issuer })
  return transaction
}

/** Approves or declines in the app of a payment method other than a card. */
export function answerInApp(work: UnitOfWork, order: Order, transaction: Transaction, isApproved: boolean): void {
  if (isFinal(order.status) || transaction.nextStep !== 'app') return
  startPayment(work, order, transaction)
  if (isApproved) approve(work, order, transaction)
  else decline(work, order, transaction, declineFor('failed'))
}

/** Answers the issuer's challenge. Without a code the payer has given up. */
export function answerHostedChallenge(
  work: UnitOfWork,
  order: Order,
  transaction: Transaction,
  code: string | null,
): void {
  if (isFinal(order.status) || transaction.nextStep !== 'challenge') return
  if (code === null) decline(work, order, transaction, declineFor('authenticationFailed'))
  else answerChallenge(work, order, transaction, code)
}
