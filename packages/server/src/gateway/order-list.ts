import type { Order } from './order.ts'

/** A listed item that could not be read as an order, and its names as far as they could be read. */
export interface UnreadItem {
  readonly id: string | null
  /** The item's order reference. Null: the item may be anyone's order. */
  readonly ref: string | null
}

/** The orders created in a window of time. One unreadable item does not hide the others. */
export interface OrderList {
  readonly orders: readonly Order[]
  readonly unread: readonly UnreadItem[]
  /** Whether the whole window was listed. Only then does a missing order mean that the gateway does not list it. */
  readonly isComplete: boolean
}
