import { afterAll, beforeAll, expect, it } from 'vitest'
import { openContext, type Context } from '../context.ts'
import type { Order } from '../gateway/order.ts'
import { payment, type PaymentRow } from '../store/schema.ts'
import { openTestShop, type TestShop } from '../testing/shop.ts'
import { toFinding } from './finding.ts'

let shop: TestShop
let context: Context
const underWay: Promise<unknown>[] = []
let row: PaymentRow
let order: Order
beforeAll(async () => {
  shop = await openTestShop('embedded')
  context = await openContext(shop.options, shop.clock, (work) => void underWay.push(work))
  const ada = shop.customer('ada')
  const card = await ada.saveCard()
  await ada.pay(ada.newCheckout(995), { cardId: card.id })
  const rows = await context.database.db.select().from(payment)
  const paid = rows.find(({ amount }) => amount === 995)
  const answer = await context.gateway.getOrder(paid?.orderId ?? '')
  if (paid === undefined || answer.kind !== 'ok') throw new Error('The payment has no order.')
  row = paid
  order = answer.value
})
afterAll(async () => {
  await Promise.all(underWay)
  await shop.close()
})

const read = (change: Partial<Order>) => toFinding(context, row, { ...order, ...change }, true)?.evidence

it('takes the order that was asked for as evidence of what it says', () => {
  expect(read({})).toEqual({ kind: 'order', fetched: true, status: 'completed', hasAddress: false })
})

it('takes nothing at all from an order with another reference', () => {
  expect(read({ ref: 'another' })).toBeUndefined()
  expect(read({ ref: null })).toBeUndefined()
})

it.each([
  ['amount', { amount: { value: 996, currency: 'EUR' } }],
  ['currency', { amount: { value: 995, currency: 'USD' } }],
  ['mode', { isTest: false }],
  ['project', { projectId: 'another' }],
  ['project, because it names none', { projectId: null }],
  ['capture: it is only authorised', { isAuthorisedOnly: true }],
  ['address', { redirectUrl: 'https://evil.example/pay' }],
] as const)('holds a paid order with the wrong %s for a person', (_, change) => {
  expect(read(change)).toEqual({ kind: 'wrong-order', isPaid: true })
})
