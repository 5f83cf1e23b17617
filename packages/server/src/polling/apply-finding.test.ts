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
  for (const status of ['cancelled', 'expired', 'error', 'processing', 'new', 'unrecognised'] as const) {
    expect((await see(paid, { ...order, status, modified: at(9) })).state).toBe('succeeded')
  }
})

it('lets a hint that came while somebody looked lead to another look, although there seemed to be nothing more to learn', async () => {
  const { row, order } = await begin()
  const cancelled = await see(row, { ...order, status: 'cancelled', modified: at(1) })
  expect([cancelled.state, cancelled.nextPollAt]).toEqual(['cancelled', null])
  const [looking] = await takeLeases(context, eq(payment.id, row.id), 1)
  await requestPoll(context, row.id, 'webhook')
  const seen = await see(looking ?? row, { ...order, status: 'cancelled', modified: at(1) })
  expect(seen.nextPollAt).not.toBeNull()
  expect(seen.leaseUntil).toBeNull()
})

it('leads nobody to a page to pay a checkout that turned out paid while the order was made', async () => {
  const { row, order } = await begin()
  await see(row, { ...order, status: 'cancelled', modified: at(1) })

  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  const { gateway } = shop.options
  const ask: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.method === 'POST') await held
    return (gateway.fetch ?? fetch)(request)
  }
  const slow = assembleCardfile({ ...shop.options, gateway: { ...gateway, fetch: ask } }, shop.clock)
  const ada = createCustomer({ ...shop, cardfile: slow }, 'ada')
  const pressed = ada.pay(row.checkoutId)
  const openRows = () => shop.query(`select id from cardfile_payment where state = 'submitting'`)
  await expect.poll(openRows, { timeout: 10_000 }).toHaveLength(1)
  expect((await see(row, { ...order, status: 'completed', modified: at(2) })).state).toBe('succeeded')
  letThrough()

  const second = await pressed
  expect(second.status).not.toBe('redirect')
  await slow.reconcile()
  expect(await ada.payment(second.id)).toMatchObject({ status: 'cancelled' })
  const [made] = await shop.query(`select order_id from cardfile_payment where id = '${second.id}'`)
  expect(shop.sandbox.orders.get(String(made?.['order_id']))).toMatchObject({ status: 'cancelled' })
  await slow.close()
})
