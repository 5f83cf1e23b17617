import { afterAll, beforeAll, expect, it } from 'vitest'
import { clockSkewMs } from '../gateway/assumptions.ts'
import { openTestShop, type TestShop } from '../../test/support/shop.ts'

const minute = 60_000

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop('embedded', { rateLimits: 'off' })
})
afterAll(() => shop.close())

/** Sends a charge that is not answered and makes no order. Returns its status some minutes later. */
async function lose(customerId: string) {
  const customer = shop.customer(customerId)
  const card = await customer.saveCard()
  shop.sandbox.script({ commit: 'never', answer: { kind: 'reset', when: 'before' } })
  const sentAt = shop.clock.offsetMs
  const { id } = await customer.pay(customer.newCheckout(995), { cardId: card.id })
  return async (minutes: number) => {
    shop.clock.offsetMs = sentAt + minutes * minute
    await shop.cardfile.reconcile()
    return (await customer.payment(id)).status
  }
}

it('does not declare a charge absent before the horizon, however many lists lack it', async () => {
  const at = await lose('ada')
  for (const minutes of [0.2, 1, 2, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]) expect(await at(minutes)).toBe('confirming')
  // Past the horizon by more than the longest wait before it.
  expect(await at(16)).toBe('cancelled')
})

it('does not declare a charge absent before the third list without it, however late the first list is', async () => {
  const at = await lose('bob')
  expect(await at(60)).toBe('confirming')
  expect(await at(120)).toBe('confirming')
  expect(await at(180)).toBe('cancelled')
})

it('does not count a list that was not answered', async () => {
  const at = await lose('chloe')
  shop.sandbox.script('list-500', { on: 'listOrders', times: 100 })
  for (const minutes of [60, 120, 180, 300, 420]) expect(await at(minutes)).toBe('confirming')
  shop.sandbox.scripts.clear()
  expect(await at(600)).toBe('confirming')
})

it('lets a customer pay again soon after an outage of the list, however long it was', async () => {
  const at = await lose('dan')
  shop.sandbox.script('list-500', { on: 'listOrders', times: 1_000 })
  for (let minutes = 0.2; minutes < 60; minutes += 1) expect(await at(minutes)).toBe('confirming')
  shop.sandbox.scripts.clear()
  expect(await at(63)).toBe('confirming')
  expect(await at(66)).toBe('confirming')
  expect(await at(69)).toBe('cancelled')
})

it.each([
  ['five minutes fast', clockSkewMs],
  ['five minutes slow', -clockSkewMs],
])('finds an unanswered charge in the list of a gateway whose clock is %s', async (name, skewMs) => {
  const customer = shop.customer(name)
  const card = await customer.saveCard()
  // The list's bounds are whole seconds, and the order is created a moment after the payment.
  const clockSkew = skewMs - 2_000 * Math.sign(skewMs)
  shop.sandbox.script({
    answer: { kind: 'reset', when: 'before' },
    webhooks: { kind: 'lost' },
    shows: { clockSkewMs: clockSkew },
  })
  const { id, status } = await customer.pay(customer.newCheckout(995), { cardId: card.id })
  expect(status).toBe('confirming')
  shop.clock.offsetMs += minute
  await shop.cardfile.reconcile()
  expect(await customer.payment(id)).toMatchObject({ status: 'succeeded' })
})
