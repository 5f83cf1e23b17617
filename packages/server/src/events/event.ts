import type { Money } from '@cardfile/contract'

export const EVENT_TYPES = [
  'payment.succeeded',
  'payment.declined',
  'payment.cancelled',
  'payment.expired',
  /** A second charge on a paid checkout. Cardfile sends no refund: the shop does. */
  'payment.surplus',
  /** Something did not match; nothing more is charged on this checkout until somebody has looked. */
  'payment.review',
  'card.saved',
  'card.removed',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** Something that happened. It may be told more than once, always with the same `id`, and in no promised order. */
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
