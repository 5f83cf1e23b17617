import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop('embedded')
})
afterAll(() => shop.close())

async function pressIntoReview(customerId: string) {
  const customer = shop.customer(customerId)
  const card = await customer.saveCard()
  const checkoutId = customer.newCheckout(995)
  shop.sandbox.script('wrong-amount')
  const payment = await customer.pay(checkoutId, { cardId: card.id })
  expect(payment).toMatchObject({ status: 'review', mayPayAgain: false })
  return { customer, card, checkoutId, payment }
}

it('blocks a checkout whose order does not match, until a person resolves the payment', async () => {
  const { customer, card, checkoutId, payment } = await pressIntoReview('ada')
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
  const { payment } = await pressIntoReview('bob')
  await expect(shop.cardfile.resolve({ paymentId: payment.id, as: 'unpaid' })).rejects.toThrow('shows order')
})

it('cancels a mismatched order that could still be paid, and puts the payment into review', async () => {
  const gina = shop.customer('gina')
  shop.sandbox.script('wrong-address')
  const inReview = await gina.pay(gina.newCheckout(995))
  expect(inReview).toMatchObject({ status: 'review' })
  const [row] = await shop.query(`select order_id from cardfile_payment where id = '${inReview.id}'`)
  expect(shop.sandbox.orders.get(String(row?.['order_id']))).toMatchObject({ status: 'cancelled' })
  expect(await shop.cardfile.resolve({ paymentId: inReview.id, as: 'unpaid' })).toBe('cancelled')
})

it('closes an order that could still be paid before the customer may pay again', async () => {
  const chloe = shop.customer('chloe')
  const card = await chloe.saveCard()
  const checkoutId = chloe.newCheckout(777)
  // The bank takes a second, the order shows another amount, and the first cancel fails.
  shop.sandbox.script({ commit: 'never', answer: { kind: 'status', status: 500 } }, { on: 'cancelOrder' })
  shop.sandbox.script({ shows: { amount: 1 }, issuer: { kind: 'slow', ms: 1_000, outcome: 'approve' } })
  const inReview = await chloe.pay(checkoutId, { cardId: card.id })
  expect(inReview).toMatchObject({ status: 'review' })
  expect(await shop.cardfile.resolve({ paymentId: inReview.id, as: 'unpaid' })).toBe('cancelled')
  expect(await chloe.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(
    shop.sandbox.orders
      .list()
      .filter(({ amount }) => amount === 777)
      .map(({ status }) => status),
  ).toEqual(expect.arrayContaining(['cancelled', 'completed']))
})

it('does not close an unanswered charge as unpaid while the gateway may still create its order', async () => {
  const dan = shop.customer('dan')
  const card = await dan.saveCard()
  shop.sandbox.script('reset-charged')
  const lost = await dan.pay(dan.newCheckout(995), { cardId: card.id })
  expect(lost).toMatchObject({ status: 'confirming' })
  await expect(shop.cardfile.resolve({ paymentId: lost.id, as: 'unpaid' })).rejects.toThrow('Try again')
})

it('closes a payment without an order by a person’s decision, once an order can no longer appear', async () => {
  const eve = shop.customer('eve')
  const card = await eve.saveCard()
  const checkoutId = eve.newCheckout(995)
  shop.sandbox.script('phantom')
  const { id } = await eve.pay(checkoutId, { cardId: card.id })
  expect(await eve.payment(id)).toMatchObject({ status: 'confirming' })
  await expect(shop.cardfile.resolve({ paymentId: id, as: 'paid' })).rejects.toThrow('when it is in review')
  await expect(shop.cardfile.resolve({ paymentId: id, as: 'unpaid' })).rejects.toThrow('Try again')
  shop.clock.offsetMs += 3_600_000
  expect(await shop.cardfile.resolve({ paymentId: id, as: 'unpaid' })).toBe('not_found')
  expect(await eve.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
})

it('does not close a payment whose order the gateway knows', async () => {
  const flo = shop.customer('flo')
  const { id } = await flo.pay(flo.newCheckout(995))
  shop.clock.offsetMs += 3_600_000
  await expect(shop.cardfile.resolve({ paymentId: id, as: 'unpaid' })).rejects.toThrow('when it is in review')
})

it('resolves only a payment in review', async () => {
  const ada = shop.customer('ada')
  const payment = await ada.pay(ada.newCheckout(1295))
  await expect(shop.cardfile.resolve({ paymentId: payment.id, as: 'paid' })).rejects.toThrow('when it is in review')
  await expect(shop.cardfile.resolve({ paymentId: 'nonsense', as: 'paid' })).rejects.toThrow('There is no payment')
})

it('closes a payment in review as unpaid when the gateway does not know its order, as with another key', async () => {
  const { customer, card, checkoutId, payment } = await pressIntoReview('finn')
  const [row] = await shop.query(`select order_id from cardfile_payment where id = '${payment.id}'`)
  const orderId = String(row?.['order_id'])
  const notFound = { answer: { kind: 'status', status: 404 } } as const
  shop.sandbox.script(notFound, { on: ['getOrder', 'cancelOrder'], orderId, times: Infinity })
  await expect(shop.cardfile.resolve({ paymentId: payment.id, as: 'paid' })).rejects.toThrow('does not show order')
  expect(await shop.cardfile.resolve({ paymentId: payment.id, as: 'unpaid' })).toBe('cancelled')
  expect(await customer.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
})
