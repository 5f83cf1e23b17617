import type { DeclineReason } from '../card/decline-reasons.ts'

/** The operations of the API, by their `operationId` in `openapi.yaml`. */
export const OPERATIONS = [
  'createOrder',
  'getOrder',
  'updateOrder',
  'cancelOrder',
  'listOrders',
  'searchOrders',
  'createRefund',
  'captureAll',
  'captureByAmount',
  'captureByOrderLine',
  'voidByAmount',
  'voidByOrderLine',
  'createToken',
  'listCurrencies',
] as const

/** An operation of the API. */
export type Operation = (typeof OPERATIONS)[number]

/**
 * When the call takes effect: `before` its answer (as the gateway does), right `after` it, `never`, or `afterMs`
 * milliseconds after the call arrived, whether or not it was answered.
 */
export type Commit = 'before' | 'after' | 'never' | { readonly afterMs: number }

/** How the call is answered. */
export type AnswerFault =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'status'
      readonly status: number
      /** `error` is the documented error body, `order` the body of the successful answer. Default `error`. */
      readonly body?: 'error' | 'order' | 'html' | 'empty' | 'werkzeug'
      readonly headers?: Readonly<Record<string, string>>
    }
  /** A complete HTTP response whose JSON is cut off after `bytes` bytes. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** One byte of the body every `msPerByte` milliseconds. */
  | { readonly kind: 'slow'; readonly msPerByte: number }
  /** The call is never answered and the connection stays open. */
  | { readonly kind: 'hang' }
  /** The connection is reset: before the answer, in the middle of its body, after the whole body, or after n bytes. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'mid' | 'after' | number }

/** How the issuer (the card's bank) answers, whatever the card. */
export type IssuerFault =
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline'; readonly reason: DeclineReason }
  | { readonly kind: 'challenge' }
  /** Approves or declines after `ms` milliseconds. Until then the order is `processing`. */
  | { readonly kind: 'slow'; readonly ms: number; readonly outcome: 'approve' | DeclineReason }
  /** Never answers: the order stays `processing` until it expires. */
  | { readonly kind: 'silence' }
  /** Declines, then approves `ms` milliseconds later. */
  | { readonly kind: 'late-approval'; readonly ms: number; readonly reason: DeclineReason }
  /** Authorises without capturing, although the order did not ask for that. */
  | { readonly kind: 'authorise-only' }

/** What happens to the webhooks of an order. */
export type WebhookFault =
  | { readonly kind: 'lost' }
  | { readonly kind: 'repeated'; readonly copies: number }
  /** Held back until the order is final, then sent newest first. */
  | { readonly kind: 'reordered' }
  | { readonly kind: 'delayed'; readonly ms: number }
  /** Delivered before the answer to the POST that caused them. */
  | { readonly kind: 'early' }
  /** Two more: one that claims the order has completed, and one for an order that does not exist. */
  | { readonly kind: 'forged' }
  | { readonly kind: 'wrong-project' }

/** Values that answers about an order show in place of the true ones. */
export interface ShownFields {
  readonly amount?: number
  readonly currency?: string
  readonly projectId?: string
  readonly flags?: readonly string[]
  readonly merchantOrderId?: string
  /** Statuses shown by the answers after the order has completed, one each, before the true status returns. */
  readonly statuses?: readonly string[]
  /** Undocumented fields, added to the order and its transactions. */
  readonly extraFields?: Readonly<Record<string, unknown>>
  /** How many milliseconds the gateway's clock is fast, negative for slow: timestamps, list windows, `Date`. */
  readonly clockSkewMs?: number
  /** Replaces `payment_url`. Null leaves it out. */
  readonly paymentUrl?: string | null
  /** Leaves `transactions` out. */
  readonly withoutTransactions?: boolean
}

/** How a list differs from the documented one. */
export interface ListFault {
  /** Lists only the oldest n orders. */
  readonly limit?: number
  /** Newest first instead of oldest first. */
  readonly reversed?: boolean
  /** Lists every order twice. */
  readonly repeated?: boolean
  readonly withoutTransactions?: boolean
}

/**
 * A scripted failure, as data. `commit`, `answer`, `delayMs` and `list` act on the scripted call. The other parts stay with
 * the order that the call creates, or act on its answer when it creates none.
 */
export interface Fault {
  readonly commit?: Commit
  readonly answer?: AnswerFault
  /** Milliseconds between the commit and the answer. */
  readonly delayMs?: number
  readonly list?: ListFault
  readonly issuer?: IssuerFault
  readonly vault?: 'no-token' | 'same-token' | 'unknown-token-is-400'
  readonly webhooks?: WebhookFault
  readonly shows?: ShownFields
  /** Milliseconds for which a new order is missing from lists and searches. */
  readonly listLagMs?: number
  /** Milliseconds for which reads of a new order answer 404. */
  readonly readLagMs?: number
  /** A retry on the hosted page adds a transaction and leaves the failed one unchanged. */
  readonly retryAddsTransaction?: boolean
}

/** The part of a fault that stays with an order. */
export type OrderFault = Pick<
  Fault,
  'issuer' | 'vault' | 'webhooks' | 'shows' | 'listLagMs' | 'readLagMs' | 'retryAddsTransaction'
>

/** Picks the part of a fault that stays with an order. */
export function toOrderFault(fault: Fault): OrderFault {
  const { commit: _, answer: _a, delayMs: _d, list: _l, ...ofOrder } = fault
  return ofOrder
}
