import type { Micros } from '../clock/timestamp.ts'
import type { TestCardId } from '../card/test-cards.ts'
import type { OrderFault } from '../scenario/fault.ts'

/** Statuses of an order (Cost+ API reference, Get an order). `error` can be left again until the order expires. */
export type OrderStatus = 'new' | 'processing' | 'error' | 'completed' | 'cancelled' | 'expired'

/** Statuses of a transaction (Cost+ API reference, Webhooks), as far as this sandbox reaches them. */
export type TransactionStatus =
  | 'new'
  | 'pending'
  | 'processing'
  | 'captured'
  | 'completed'
  | 'cancelled'
  | 'error'
  | 'expired'

/** What the payer has to do next; null when nothing is left to do. */
export type NextStep = 'card-form' | 'challenge' | 'app' | null

/** The card a transaction was tried with. */
export interface UsedCard {
  readonly cardId: TestCardId
  readonly expiry: string
  readonly holder: string | null
}

/** What is waiting to happen to a transaction by itself. */
export interface Pending {
  readonly at: number
  readonly outcome:
    | 'approve'
    | 'authorise'
    | { readonly reason: string; readonly customerMessage: string; readonly networkCode?: string }
}

/** One attempt to pay an order with one method. */
export interface Transaction {
  readonly id: string
  readonly method: string
  readonly oneClickType: 'first' | 'one-click' | null
  readonly recurringType: 'first' | 'recurring' | null
  readonly scheduleType: string | null
  readonly captureMode: 'manual' | 'delayed' | null
  readonly expirationPeriod: string
  /** What was sent in `payment_method_details`, without codes and references to cards. */
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
  /** The transaction whose authorisation a saved card goes back to. */
  firstTransactionId: string | null
  reason: string | null
  customerMessage: string | null
  networkCode: string | null
  isAuthorisation: boolean
  wrongCodes: number
  pending: Pending | null
  events: { readonly id: string; readonly event: TransactionStatus; readonly occurred: Micros }[]
}

/** An order as it is kept; `toWireOrder` says how it is shown. */
export interface Order {
  readonly id: string
  readonly created: Micros
  readonly refundOf: string | null
  version: number
  status: OrderStatus
  amount: number
  currency: string
  /** Fields that are echoed as they were sent: references, addresses, customer, lines, extra. */
  fields: Readonly<Record<string, unknown>>
  transactions: Transaction[]
  modified: Micros
  completed: Micros | null
  /** Milliseconds since 1970. */
  expiresAt: number
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

/** A saved card, known to merchants by its vault token. */
export interface VaultCard {
  readonly token: string
  readonly kind: 'one-click' | 'recurring' | 'any'
  readonly cardId: TestCardId
  readonly expiry: string
  readonly holder: string | null
  readonly firstTransactionId: string | null
  readonly created: Micros
  dead: boolean
}

/** Whether an order will not change again by itself. */
export const isFinal = (status: OrderStatus): boolean =>
  status === 'completed' || status === 'cancelled' || status === 'expired'

/** The merchant's own reference of an order. */
export function merchantOrderIdOf(order: Order): string | null {
  const reference = order.fields.merchant_order_id
  return typeof reference === 'string' ? reference : null
}
