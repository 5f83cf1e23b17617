import * as v from 'valibot'
import type { Order } from '../order.ts'
import type { OrderList, UnreadItem } from '../order-list.ts'
import type { AnswerLog } from './answer-log.ts'
import { fromWireOrder, wireOrderSchema } from './wire-order.ts'

/** One answer of the list, which a page limit may have cut short. */
export type OrderPage = Omit<OrderList, 'isComplete'>

const namesSchema = v.object({
  id: v.fallback(v.nullable(v.pipe(v.string(), v.uuid())), null),
  merchant_order_id: v.fallback(v.nullable(v.string()), null),
})

/** Reads each item on its own: one unreadable item must not hide the others. */
export function fromWireOrderList(answerLog: AnswerLog, items: readonly unknown[]): OrderPage {
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
    answerLog.unreadItem(id)
  }
  return { orders, unread }
}
