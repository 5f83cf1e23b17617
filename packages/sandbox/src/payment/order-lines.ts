import type { Order } from '../store/order.ts'

/** A line of an order, as far as captures and voids care. */
export interface OrderLine {
  /** The merchant's reference of the line, empty when it has none. */
  readonly id: string
  readonly quantity: number
  /** Minor units for one piece. */
  readonly amount: number
}

/** The lines of an order. They were checked when they came in and are kept as they came. */
export function orderLines(order: Order): readonly OrderLine[] {
  const lines: readonly unknown[] = Array.isArray(order.fields.order_lines) ? order.fields.order_lines : []
  return lines.flatMap((line) => {
    if (typeof line !== 'object' || line === null || !('quantity' in line) || !('amount' in line)) return []
    const id =
      'merchant_order_line_id' in line && typeof line.merchant_order_line_id === 'string'
        ? line.merchant_order_line_id
        : ''
    return [{ id, quantity: Number(line.quantity), amount: Number(line.amount) }]
  })
}
