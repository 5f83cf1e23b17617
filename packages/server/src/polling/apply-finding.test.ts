import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assembleCardfile } from '../cardfile.ts'
import type { Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import { openContext } from '../open-context.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { createCustomer } from '../../test/support/customer.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'
import { applyFinding } from './apply-finding.ts'
import { toFinding } from './finding.ts'
import { takeLeases } from './lease.ts'
import { requestPoll } from './request-poll.ts'

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

/** Sends a hosted payment. Returns it and its order at the gateway. */
async function begin(): Promise<{ row: PaymentRow; order: Order }> {
  const ada = shop.customer('ada')
  const { id } = await ada.pay(ada.newCheckout(1295))
  const [row] = await context.database.db.select().from(payment).where(eq(payment.id, id))
  const answer = await context.gateway.getOrder(row?.orderId ?? '')
  if (row === undefined || answer.kind !== 'ok') throw new Error('The payment has no order.')
  return { row, order: answer.value }
}

const apply = (row: PaymentRow, order: Order) =>
  applyFinding(context, row, { cause: 'reconcile', finding: toFinding(context, row, order, true) })
const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 0, minutes))

it('ignores an order that is older than the last one applied', async () => {
  const { row, order } = await begin()
  const later = await apply(row, { ...order, status: 'processing', modified: at(2) })
  expect(later.state).toBe('processing')
  expect((await apply(later, { ...order, status: 'cancelled', modified: at(1) })).state).toBe('processing')
  expect((await apply(later, { ...order, status: 'cancelled', modified: at(3) })).state).toBe('cancelled')
})

it('records a success even when a later answer was applied first, and never takes it back', async () => {
  const { row, order } = await begin()
  const later = await apply(row, { ...order, status: 'error', modified: at(2) })
  const paid = await apply(later, { ...order, status: 'completed', modified: at(1) })
  expect(paid.state).toBe('succeeded')
  for (const status of ['cancelled', 'expired', 'error', 'processing', 'new', 'unrecognised'] as const) {
    expect((await apply(paid, { ...order, status, modified: at(9) })).state).toBe('succeeded')
  }
})

it('polls again after a hint that came during a poll, even of a cancelled order', async () => {
  const { row, order } = await begin()
  const cancelled = await apply(row, { ...order, status: 'cancelled', modified: at(1) })
  expect([cancelled.state, cancelled.nextPollAt]).toEqual(['cancelled', null])
  const [polling] = await takeLeases(context, eq(payment.id, row.id), 1)
  await requestPoll(context, row.id, 'webhook')
  const applied = await apply(polling ?? row, { ...order, status: 'cancelled', modified: at(1) })
  expect(applied.nextPollAt).not.toBeNull()
  expect(applied.leaseUntil).toBeNull()
})

it('sends no customer to pay a checkout that was paid while the order was being created', async () => {
  const { row, order } = await begin()
  await apply(row, { ...order, status: 'cancelled', modified: at(1) })

  let openGate = () => {}
  const gate = new Promise<void>((resolve) => {
    openGate = resolve
  })
  const { gateway } = shop.options
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.method === 'POST') await gate
    return (gateway.fetch ?? fetch)(request)
  }
  const slow = assembleCardfile({ ...shop.options, gateway: { ...gateway, fetch: ask } }, shop.clock)
  const ada = createCustomer({ ...shop, cardfile: slow }, 'ada')
  const pressed = ada.pay(row.checkoutId)
  const openRows = () => shop.query(`select id from cardfile_payment where state = 'submitting'`)
  await expect.poll(openRows, { timeout: 10_000 }).toHaveLength(1)
  expect((await apply(row, { ...order, status: 'completed', modified: at(2) })).state).toBe('succeeded')
  openGate()

  const second = await pressed
  expect(second.status).not.toBe('redirect')
  await slow.reconcile()
  expect(await ada.payment(second.id)).toMatchObject({ status: 'cancelled' })
  const [made] = await shop.query(`select order_id from cardfile_payment where id = '${second.id}'`)
  expect(shop.sandbox.orders.get(String(made?.['order_id']))).toMatchObject({ status: 'cancelled' })
  await slow.close()
})
