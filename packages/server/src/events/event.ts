import type { Money } from '@cardfile/contract'

/** The types of events, for `onEvent`. */
export const EVENT_TYPES = [
  'payment.succeeded',
  'payment.declined',
  'payment.cancelled',
  'payment.expired',
  /** A second charge on a paid checkout. Cardfile sends no refund: the shop does. */
  'payment.surplus',
  /** The order does not match what was asked for. The checkout is blocked until a person resolves the payment. */
  'payment.review',
  'card.saved',
  'card.removed',
] as const
/** One of `EVENT_TYPES`. */
export type EventType = (typeof EVENT_TYPES)[number]

/** Something that happened. Delivered at least once, always with the same `id`, in no guaranteed order. */
export interface CardfileEvent {
  readonly id: string
  readonly type: EventType
  readonly at: Date
  readonly customerId: string
  readonly checkoutId?: string
  readonly paymentId?: string
  readonly cardId?: string
  readonly amount?: Money
}
