import * as v from 'valibot'
import { fromWireOrder, type Order, wireOrderSchema } from './order.ts'
import type { Report } from './report.ts'

/** An item of a list that is no order that can be read, with what names it as far as that can be read. */
export interface UnreadItem {
  readonly id: string | null
  /** Its `merchant_order_id`. Null: it may be anybody's. */
  readonly ref: string | null
}

/** The orders of a list, each read by itself: one that is odd must not hide the others. */
export interface OrderList {
  readonly orders: readonly Order[]
  readonly unread: readonly UnreadItem[]
}

const namesSchema = v.object({
  id: v.fallback(v.nullable(v.pipe(v.string(), v.uuid())), null),
  merchant_order_id: v.fallback(v.nullable(v.string()), null),
})

/** Reads each item of the gateway's list alone. */
export function fromWireList(report: Report, items: readonly unknown[]): OrderList {
  const orders: Order[] = []
  const unread: UnreadItem[] = []
  for (const item of items) {
    const parsed = v.safeParse(wireOrderSchema, item)
    if (parsed.success) {
      orders.push(fromWireOrder(parsed.output))
      continue
    }
    const names = v.safeParse(namesSchema, item)
    const { id, ref } = names.success
      ? { id: names.output.id, ref: names.output.merchant_order_id }
      : { id: null, ref: null }
    unread.push({ id, ref })
    report.unreadItem(id)
  }
  return { orders, unread }
}
