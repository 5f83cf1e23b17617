import type { RefusalName } from '../card/decline-reasons.ts'

/** The operations of the API, by the names they have in `openapi.yaml`. */
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

/** One operation of the API. */
export type Operation = (typeof OPERATIONS)[number]

/**
 * When the call takes effect: `before` its answer (as the gateway does), right `after` it, `never`, or a number of
 * milliseconds after it arrived, whatever has been answered by then.
 */
export type Commit = 'before' | 'after' | 'never' | { readonly afterMs: number }

/** How the call is answered. */
export type AnswerFault =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'status'
      readonly status: number
      /** `error` is the documented error body, `order` is what a good answer would have held. Default `error`. */
      readonly body?: 'error' | 'order' | 'html' | 'empty' | 'werkzeug'
      readonly headers?: Readonly<Record<string, string>>
    }
  /** A complete HTTP answer whose body stops after `bytes` bytes: half a JSON document. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** Every byte of the body waits `msPerByte` milliseconds. */
  | { readonly kind: 'slow'; readonly msPerByte: number }
  /** Nothing is ever answered; the connection stays open. */
  | { readonly kind: 'hang' }
  /** The connection is reset: before the answer, in the middle of its body, after all of it, or after n bytes of it. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'mid' | 'after' | number }

/** What the card's bank does, whatever the card. */
export type IssuerFault =
  | { readonly kind: 'approve' }
  | { readonly kind: 'decline'; readonly refusal: RefusalName }
  | { readonly kind: 'challenge' }
  /** Answers after `ms` milliseconds; until then the order is `processing`. */
  | { readonly kind: 'slow'; readonly ms: number; readonly outcome: 'approve' | RefusalName }
  /** Never answers: the order stays `processing` until it expires. */
  | { readonly kind: 'silence' }
  /** Declines, and `ms` milliseconds later turns out to have charged. */
  | { readonly kind: 'change-of-mind'; readonly ms: number; readonly refusal: RefusalName }
  /** Holds the amount instead of taking it, although nobody asked for that. */
  | { readonly kind: 'authorise-only' }

/** What happens to the webhooks of an order. */
export type WebhookFault =
  | { readonly kind: 'lost' }
  | { readonly kind: 'repeated'; readonly copies: number }
  /** Held back until the order is final, then sent newest first. */
  | { readonly kind: 'reordered' }
  | { readonly kind: 'delayed'; readonly ms: number }
  /** Delivered before the POST that caused them is answered. */
  | { readonly kind: 'early' }
  /** Next to the true ones: one that claims success at once, and one about an order that does not exist. */
  | { readonly kind: 'forged' }
  | { readonly kind: 'wrong-project' }

/** What the API says about an order, in place of the truth. */
export interface Disguise {
  readonly amount?: number
  readonly currency?: string
  readonly projectId?: string
  readonly flags?: readonly string[]
  readonly merchantOrderId?: string
  /** Once the order is completed, one answer after the other shows these statuses, then the truth again. */
  readonly statuses?: readonly string[]
  /** Fields that no document knows, on the order and its transactions. */
  readonly extraFields?: Readonly<Record<string, unknown>>
  /** The gateway's clock runs this many milliseconds fast, negative for slow: timestamps, list windows, `Date`. */
  readonly clockSkewMs?: number
  /** Takes the place of `payment_url`; null leaves it out. */
  readonly paymentUrl?: string | null
  /** Answers leave the transactions out. */
  readonly withoutTransactions?: boolean
}

/** What a list leaves out or adds. */
export interface ListFault {
  /** Only the oldest n orders are listed. */
  readonly limit?: number
  /** Newest first instead of oldest first. */
  readonly reversed?: boolean
  /** Every order is listed twice. */
  readonly repeated?: boolean
  readonly withoutTransactions?: boolean
}

/**
 * A scripted failure, as data. `commit`, `answer`, `delayMs` and `list` act on the call they are scripted for; the rest
 * stays with the order that the call creates, or with the one answer when the call creates none.
 */
export interface Fault {
  readonly commit?: Commit
  readonly answer?: AnswerFault
  /** Milliseconds to wait before the answer, after the commit. */
  readonly delayMs?: number
  readonly list?: ListFault
  readonly issuer?: IssuerFault
  readonly vault?: 'no-token' | 'same-token' | 'unknown-token-is-400'
  readonly webhooks?: WebhookFault
  readonly shows?: Disguise
  /** Milliseconds during which a new order is missing from lists and searches. */
  readonly listLagMs?: number
  /** Milliseconds during which a new order answers 404. */
  readonly readLagMs?: number
  /** A retry on the hosted page adds a transaction and leaves the failed one as it was. */
  readonly retryAddsTransaction?: boolean
}

/** The part of a fault that stays with an order. */
export type OrderFault = Pick<
  Fault,
  'issuer' | 'vault' | 'webhooks' | 'shows' | 'listLagMs' | 'readLagMs' | 'retryAddsTransaction'
>

/** Splits off what stays with an order. */
export function toOrderFault(fault: Fault): OrderFault {
  const { commit: _, answer: _a, delayMs: _d, list: _l, ...ofOrder } = fault
  return ofOrder
}

/** One row of the scenario table. */
export interface Scenario {
  readonly id: string
  readonly group: 'card' | 'connection' | 'answer' | 'webhook' | 'record'
  readonly title: string
  /** What happens, in one sentence that a person reads before choosing. */
  readonly sentence: string
  /** An order of 6,660.NN (in minor units 6660NN) plays it: these are the last two digits. */
  readonly magic: string
  readonly fault: Fault
  /** The calls it acts on; creation when absent. */
  readonly on?: readonly Operation[]
  /** How many of those calls; 1 when absent. */
  readonly times?: number
}
