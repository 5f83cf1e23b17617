import type { CardEntry } from '../card/card-entry.ts'
import { refusalOf } from '../card/decline-reasons.ts'
import { PAYMENT_METHODS } from '../project/payment-methods.ts'
import { isFinal, type Order, type Transaction } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { tryCard } from '../payment/charge-card.ts'
import { answerChallenge } from '../payment/challenge.ts'
import { announceForgeries, newTransaction } from '../payment/new-order.ts'
import { approve, refuse } from '../payment/outcome.ts'
import { setOrderStatus, setTransactionStatus, touch } from '../payment/status.ts'
import { toOrderFault, type Scenario } from '../scenario/fault.ts'

/** The transaction of an order, by the id in the page's address. */
export const findTransaction = (order: Order, id: string): Transaction | undefined =>
  order.transactions.find((each) => each.id === id)

/** The methods an order can be paid with: what the merchant asked for, the project has, and the currency allows. */
export function methodsOf(order: Order): string[] {
  const wanted: readonly unknown[] = Array.isArray(order.fields.payment_methods) ? order.fields.payment_methods : []
  return Object.entries(PAYMENT_METHODS)
    .filter(([, { currencies }]) => currencies.includes(order.currency))
    .map(([name]) => name)
    .filter((name) => wanted.length === 0 || wanted.includes(name))
}

/** The payer opened the page: an attempt is under way. */
export function enterPage(work: Work, order: Order, transaction: Transaction): void {
  if (transaction.status !== 'new' || order.status !== 'new') return
  setTransactionStatus(work, order, transaction, 'pending')
  setOrderStatus(work, order, 'processing')
}

/** Adds the transaction of a method that was chosen on the page. */
export function chooseMethod(work: Work, order: Order, method: string): Transaction {
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

function retried(work: Work, order: Order, transaction: Transaction): Transaction {
  if (transaction.status !== 'error' || order.fault.retryAddsTransaction !== true) return transaction
  const { method, oneClickType, recurringType, scheduleType, captureMode, details } = transaction
  transaction.nextStep = null
  const next = newTransaction(work, order, method, { oneClickType, recurringType, scheduleType, captureMode, details })
  order.transactions.push(next)
  return next
}

/** Tries a card that was typed on the page; a scenario chosen there decides over the card for this one attempt. */
export function payByCard(
  work: Work,
  order: Order,
  entered: Transaction,
  { cardId, expiry, holder, cvcIsWrong }: CardEntry,
  scenario: Scenario | undefined,
): Transaction {
  if (isFinal(order.status) || entered.nextStep !== 'card-form') return entered
  const transaction = retried(work, order, entered)
  const { issuer, ...lasting } = toOrderFault(scenario?.fault ?? {})
  order.fault = { ...order.fault, ...lasting }
  if (lasting.webhooks?.kind === 'forged') announceForgeries(work, order)
  enterPage(work, order, transaction)
  tryCard(work, order, transaction, { card: { cardId, expiry, holder }, cvcIsWrong, payerIsPresent: true, issuer })
  return transaction
}

/** Approves or refuses in the app of a method that is not a card. */
export function answerApp(work: Work, order: Order, transaction: Transaction, isApproved: boolean): void {
  if (isFinal(order.status) || transaction.nextStep !== 'app') return
  enterPage(work, order, transaction)
  if (isApproved) approve(work, order, transaction)
  else refuse(work, order, transaction, refusalOf('failed'))
}

/** Answers the bank's question; without a code the payer has given up. */
export function confirmPayment(work: Work, order: Order, transaction: Transaction, code: string | null) {
  if (isFinal(order.status) || transaction.nextStep !== 'challenge') return 'done' as const
  if (code !== null) return answerChallenge(work, order, transaction, code)
  refuse(work, order, transaction, refusalOf('authenticationFailed'))
  return 'done' as const
}
