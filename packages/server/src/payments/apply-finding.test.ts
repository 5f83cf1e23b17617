import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openContext, type Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { openTestShop, type TestShop } from '../testing/shop.ts'
import { applyFinding } from './apply-finding.ts'
import { toFinding } from './finding.ts'

let shop: TestShop
let context: Context
const underWay: Promise<unknown>[] = []
beforeAll(async () => {
  shop = await openTestShop('embedded')
  context = await openContext(shop.options, shop.clock, (work) => void underWay.push(work))
})
afterAll(async () => {
  await Promise.all(underWay)
  await shop.close()
})

/** A hosted payment that was sent, and its order as the gateway shows it. */
async function begin(): Promise<{ row: PaymentRow; order: Order }> {
  const ada = shop.customer('ada')
  const { id } = await ada.pay(ada.newCheckout(1295))
  const [row] = await context.database.db.select().from(payment).where(eq(payment.id, id))
  const answer = await context.gateway.getOrder(row?.orderId ?? '')
  if (row === undefined || answer.kind !== 'ok') throw new Error('The payment has no order.')
  return { row, order: answer.value }
}

const see = (row: PaymentRow, order: Order) =>
  applyFinding(context, row, { cause: 'reconcile', finding: toFinding(context, row, order, true) })
const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 0, minutes))

it('lets an answer that the gateway gave earlier change nothing that a later one said', async () => {
  const { row, order } = await begin()
  const later = await see(row, { ...order, status: 'processing', modified: at(2) })
  expect(later.state).toBe('processing')
  expect((await see(later, { ...order, status: 'cancelled', modified: at(1) })).state).toBe('processing')
  expect((await see(later, { ...order, status: 'cancelled', modified: at(3) })).state).toBe('cancelled')
})

it('records a success although something later was heard before it, and never takes it back', async () => {
  const { row, order } = await begin()
  const later = await see(row, { ...order, status: 'error', modified: at(2) })
  const paid = await see(later, { ...order, status: 'completed', modified: at(1) })
  expect(paid.state).toBe('succeeded')
  for (const status of ['cancelled', 'expired', 'error', 'processing', 'new', 'unheard-of'] as const) {
    expect((await see(paid, { ...order, status, modified: at(9) })).state).toBe('succeeded')
  }
})
