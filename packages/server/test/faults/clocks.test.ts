import { realClock } from '@cardfile/sandbox'
import { afterEach, expect, it, vi } from 'vitest'
import { openTestShop, type TestShop } from '../support/shop.ts'

afterEach(() => vi.useRealTimers())

const year = 365 * 24 * 60 * 60_000

/** On Postgres: the embedded database is in the application's own process, and has the same clock. */
async function openOffShop(years: number): Promise<TestShop> {
  const startedAt = Date.now()
  const runningMs = performance.now()
  const shop: TestShop = await openTestShop(
    'postgres',
    {},
    // The gateway and the database are right about the time; only the shop's own computer is not.
    { clock: { ...realClock, now: () => startedAt + performance.now() - runningMs + (shop?.clock.offsetMs ?? 0) } },
  )
  vi.useFakeTimers({ toFake: ['Date'], now: startedAt + years * year })
  return shop
}

it.each([-9, 15])('decides by the database’s clock when the application’s is %i years off', async (years) => {
  const shop = await openOffShop(years)
  const pass = async (ms: number) => {
    shop.clock.offsetMs += ms
    await shop.cardfile.reconcile()
  }
  const ada = shop.customer('ada')
  // Valid until 2034: an application fifteen years ahead would call it expired.
  const card = await ada.saveCard()
  expect(card).toMatchObject({ state: 'active', isDefault: true })
  expect(await ada.pay(ada.newCheckout(995), { cardId: card.id })).toMatchObject({ status: 'succeeded' })

  const late = ada.newCheckout(996)
  const { quote } = await ada.checkout(late)
  await pass(29 * 60_000)
  expect((await ada.press(late, { cardId: card.id, quote })).status).toBe(201)
  const tooLate = ada.newCheckout(997)
  const old = (await ada.checkout(tooLate)).quote
  await pass(31 * 60_000)
  expect(await (await ada.press(tooLate, { cardId: card.id, quote: old })).json()).toMatchObject({
    code: 'amount_changed',
  })

  shop.sandbox.script('reset-not-charged')
  const lost = await ada.pay(ada.newCheckout(998), { cardId: card.id })
  for (let look = 0; look < 5; look += 1) {
    expect(await ada.payment(lost.id)).toMatchObject({ status: 'confirming' })
    await pass(110_000)
  }
  for (let look = 0; look < 3; look += 1) await pass(4 * 60_000)
  expect(await ada.payment(lost.id)).toMatchObject({ status: 'cancelled', mayPayAgain: true })

  shop.sandbox.script({ commit: 'before', answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } })
  const found = await ada.pay(ada.newCheckout(999), { cardId: card.id })
  await pass(10_000)
  expect(await ada.payment(found.id)).toMatchObject({ status: 'succeeded' })
  await shop.close()
})
