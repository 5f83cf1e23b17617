import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop('embedded')
})
afterAll(() => shop.close())

async function pressAndHold(customerId: string) {
  const customer = shop.customer(customerId)
  const card = await customer.saveCard()
  const checkoutId = customer.newCheckout(995)
  shop.sandbox.script('wrong-amount')
  const payment = await customer.pay(checkoutId, { cardId: card.id })
  expect(payment).toMatchObject({ status: 'review', mayPayAgain: false })
  return { customer, card, checkoutId, payment }
}

it('holds a checkout whose order is not what was asked for, until a person has looked', async () => {
  const { customer, card, checkoutId, payment } = await pressAndHold('ada')
  const again = await customer.press(checkoutId, { cardId: card.id })
  expect([again.status, await again.json()]).toEqual([
    409,
    expect.objectContaining({ code: 'payment_in_progress', payment: expect.objectContaining({ status: 'review' }) }),
  ])
  expect(await (await customer.send('GET', '/health')).json()).toMatchObject({ review: 1 })
  expect(shop.events.map(({ type }) => type)).toContain('payment.review')

  expect(await shop.cardfile.resolve({ paymentId: payment.id, as: 'paid' })).toBe('succeeded')
  expect(await customer.payment(payment.id)).toMatchObject({ status: 'succeeded' })
  expect(await (await customer.send('GET', '/health')).json()).toMatchObject({ review: 0 })
})

it('refuses a decision that the gateway contradicts', async () => {
  const { payment } = await pressAndHold('bob')
  await expect(shop.cardfile.resolve({ paymentId: payment.id, as: 'unpaid' })).rejects.toThrow('shows order')
})

it('cancels an order that is not what was asked for while it can still be paid, and holds the payment', async () => {
  const gina = shop.customer('gina')
  shop.sandbox.script('wrong-address')
  const held = await gina.pay(gina.newCheckout(995))
  expect(held).toMatchObject({ status: 'review' })
  const [row] = await shop.query(`select order_id from cardfile_payment where id = '${held.id}'`)
  expect(shop.sandbox.orders.get(String(row?.['order_id']))).toMatchObject({ status: 'cancelled' })
  expect(await shop.cardfile.resolve({ paymentId: held.id, as: 'unpaid' })).toBe('cancelled')
})

it('closes an order that could still be paid before it lets the customer pay again', async () => {
  const chloe = shop.customer('chloe')
  const card = await chloe.saveCard()
  const checkoutId = chloe.newCheckout(777)
  // The bank takes a second, the order shows another amount, and the first cancel is lost.
  shop.sandbox.script({ commit: 'never', answer: { kind: 'status', status: 500 } }, { on: 'cancelOrder' })
  shop.sandbox.script({ shows: { amount: 1 }, issuer: { kind: 'slow', ms: 1_000, outcome: 'approve' } })
  const held = await chloe.pay(checkoutId, { cardId: card.id })
  expect(held).toMatchObject({ status: 'review' })
  expect(await shop.cardfile.resolve({ paymentId: held.id, as: 'unpaid' })).toBe('cancelled')
  expect(await chloe.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(
    shop.sandbox.orders
      .list()
      .filter(({ amount }) => amount === 777)
      .map(({ status }) => status),
  ).toEqual(expect.arrayContaining(['cancelled', 'completed']))
})

it('does not take an unanswered charge for unpaid while the gateway may still make it', async () => {
  const dan = shop.customer('dan')
  const card = await dan.saveCard()
  shop.sandbox.script('reset-charged')
  const lost = await dan.pay(dan.newCheckout(995), { cardId: card.id })
  expect(lost).toMatchObject({ status: 'confirming' })
  await expect(shop.cardfile.resolve({ paymentId: lost.id, as: 'unpaid' })).rejects.toThrow('Try again')
})

it('closes a payment whose order is nowhere, on a person’s word and once an order could not come any more', async () => {
  const eve = shop.customer('eve')
  const card = await eve.saveCard()
  const checkoutId = eve.newCheckout(995)
  shop.sandbox.script('phantom')
  const { id } = await eve.pay(checkoutId, { cardId: card.id })
  expect(await eve.payment(id)).toMatchObject({ status: 'confirming' })
  await expect(shop.cardfile.resolve({ paymentId: id, as: 'paid' })).rejects.toThrow('only one that is held')
  await expect(shop.cardfile.resolve({ paymentId: id, as: 'unpaid' })).rejects.toThrow('Try again')
  shop.clock.offsetMs += 3_600_000
  expect(await shop.cardfile.resolve({ paymentId: id, as: 'unpaid' })).toBe('not_found')
  expect(await eve.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
})

it('does not take an order that the gateway knows for gone', async () => {
  const flo = shop.customer('flo')
  const { id } = await flo.pay(flo.newCheckout(995))
  shop.clock.offsetMs += 3_600_000
  await expect(shop.cardfile.resolve({ paymentId: id, as: 'unpaid' })).rejects.toThrow('only one that is held')
})

it('resolves nothing that is not waiting for a person', async () => {
  const ada = shop.customer('ada')
  const payment = await ada.pay(ada.newCheckout(1295))
  await expect(shop.cardfile.resolve({ paymentId: payment.id, as: 'paid' })).rejects.toThrow('only one that is held')
  await expect(shop.cardfile.resolve({ paymentId: 'nonsense', as: 'paid' })).rejects.toThrow('There is no payment')
})

it('closes a held payment as unpaid when the gateway knows nothing of its order, as with another key', async () => {
  const { customer, card, checkoutId, payment } = await pressAndHold('finn')
  const [row] = await shop.query(`select order_id from cardfile_payment where id = '${payment.id}'`)
  const orderId = String(row?.['order_id'])
  const notFound = { answer: { kind: 'status', status: 404 } } as const
  shop.sandbox.script(notFound, { on: ['getOrder', 'cancelOrder'], orderId, times: Infinity })
  await expect(shop.cardfile.resolve({ paymentId: payment.id, as: 'paid' })).rejects.toThrow('does not show order')
  expect(await shop.cardfile.resolve({ paymentId: payment.id, as: 'unpaid' })).toBe('cancelled')
  expect(await customer.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
})
