import type { DeclineReason, Money } from '@cardfile/contract'
import type { PaymentKind } from '../state-machine/payment-state.ts'
import type { Secret } from '../secrets/secret.ts'

/** The statuses of an order. A client maps its gateway's statuses onto them. */
export const ORDER_STATUSES = ['new', 'processing', 'error', 'completed', 'cancelled', 'expired'] as const

/** `unrecognised` stands for every status outside the list: such an order is treated as open. */
export type OrderStatus = (typeof ORDER_STATUSES)[number] | 'unrecognised'

/** Statuses after which an order is never paid. `error` is not one of them: the customer may try again on the same page. */
export const CLOSED_STATUSES: ReadonlySet<OrderStatus> = new Set(['cancelled', 'expired'])

/** The gateway's order, as the port describes it. Evidence is derived from it. */
export interface Order {
  readonly id: string
  /** The reference the order was created with: a payment's `ref`, if the order is ours. */
  readonly ref: string | null
  readonly status: OrderStatus
  readonly amount: Money
  readonly isTest: boolean
  readonly projectId: string | null
  /** The checkout and the customer that the order was created for. An order without a payment row is restored from them. */
  readonly checkoutId: string | null
  readonly customerId: string | null
  /** The kind of payment that the order was created for; null when the order does not tell. */
  readonly kind: PaymentKind | null
  readonly created: Date | null
  readonly modified: Date | null
  /** The page the customer has to visit, if any. Untrusted until its origin has been checked. */
  readonly redirectUrl: string | null
  /** Authorised but not captured: the money has not moved although the status says completed. */
  readonly isAuthorisedOnly: boolean
  /**
   * Why the last attempt to pay was declined, by the kind of the payment: one code of a gateway may mean a mistyped card on
   * the hosted payment page and an unusable saved card in a one-click payment. Null when the order gives no reason.
   */
  readonly declineReason: Readonly<Record<PaymentKind, DeclineReason>> | null
  readonly card: GatewayCard | null
}

/** A card in the gateway's vault, and the details that may be shown. */
export interface GatewayCard {
  readonly vaultToken: Secret
  readonly firstTransactionId: Secret | null
  readonly brand: string | null
  readonly last4: string | null
  readonly expiry: { readonly month: number; readonly year: number } | null
}
