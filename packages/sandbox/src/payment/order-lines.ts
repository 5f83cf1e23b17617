import type { Order } from '../store/order.ts'

/** The part of an order line that captures and voids need. */
export interface OrderLine {
  /** The merchant's reference of the line, empty without one. */
  readonly id: string
  readonly quantity: number
  /** Unit price in minor units. */
  readonly amount: number
}

/** Reads the lines of an order, which are stored as they were sent. Their schema was checked on creation. */
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
