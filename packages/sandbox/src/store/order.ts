import type { Decline } from '../card/decline-reasons.ts'
import type { TestCardId } from '../card/test-cards.ts'
import type { Micros } from '../clock/timestamp.ts'
import type { OrderFault } from '../scenario/fault.ts'

/** Status of an order (Cost+ API reference, Get an order). An order in `error` can still complete until it expires. */
export type OrderStatus = 'new' | 'processing' | 'error' | 'completed' | 'cancelled' | 'expired'

/** Status of a transaction (Cost+ API reference, Webhooks): those the sandbox uses. */
export type TransactionStatus =
  | 'new'
  | 'pending'
  | 'processing'
  | 'captured'
  | 'completed'
  | 'cancelled'
  | 'error'
  | 'expired'

/** The payer's next step on the hosted page. Null when there is none. */
type NextStep = 'card-form' | 'challenge' | 'app' | null

/** The card a transaction was attempted with. */
export interface UsedCard {
  readonly cardId: TestCardId
  readonly expiry: string
  readonly holder: string | null
}

/** An outcome that a timer applies to a transaction. */
export interface Pending {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly outcome: 'approve' | Decline
}

/** An attempt to pay an order with one payment method. */
export interface Transaction {
  readonly id: string
  readonly method: string
  readonly oneClickType: 'first' | 'one-click' | null
  readonly recurringType: 'first' | 'recurring' | null
  readonly scheduleType: string | null
  readonly captureMode: 'manual' | 'delayed' | null
  readonly expirationPeriod: string
  /** The fields of `payment_method_details` to echo, without CVC or card references. */
  readonly details: Readonly<Record<string, unknown>>
  readonly setupToken: string | null
  readonly created: Micros
  readonly creditDebit: 'credit' | 'debit'
  status: TransactionStatus
  modified: Micros
  completed: Micros | null
  nextStep: NextStep
  card: UsedCard | null
  vaultToken: string | null
  /** The transaction that saved the card. */
  firstTransactionId: string | null
  reason: string | null
  customerMessage: string | null
  networkCode: string | null
  isAuthorisation: boolean
  wrongCodes: number
  pending: Pending | null
  events: { readonly id: string; readonly event: TransactionStatus; readonly occurred: Micros }[]
}

/** A stored order. `toWireOrder` builds its answer. */
export interface Order {
  readonly id: string
  readonly created: Micros
  readonly refundOf: string | null
  version: number
  status: OrderStatus
  amount: number
  currency: string
  /** Fields echoed as they were sent: references, URLs, customer, lines, extra. */
  fields: Readonly<Record<string, unknown>>
  transactions: Transaction[]
  modified: Micros
  completed: Micros | null
  /** Milliseconds since 1970. */
  expiresAt: number
  /** Created without a transaction: the payer chooses the payment method on the hosted page. */
  chosenOnPage: boolean
  /** Minor units. */
  captured: number
  voided: number
  refunded: number
  refunds: string[]
  capturedLines: Readonly<Record<string, number>>
  voidedLines: Readonly<Record<string, number>>
  fault: OrderFault
}

/** A saved card. Merchants refer to it by its vault token. */
export interface VaultCard {
  readonly token: string
  readonly kind: 'one-click' | 'recurring' | 'any'
  readonly cardId: TestCardId
  readonly expiry: string
  readonly holder: string | null
  readonly firstTransactionId: string | null
  readonly created: Micros
  /** Revoked: payments with it are declined. */
  dead: boolean
}

/** Whether an order has reached its last status. */
export const isFinal = (status: OrderStatus): boolean =>
  status === 'completed' || status === 'cancelled' || status === 'expired'

/** The merchant's reference of an order. */
export function merchantOrderIdOf(order: Order): string | null {
  const reference = order.fields.merchant_order_id
  return typeof reference === 'string' ? reference : null
}
