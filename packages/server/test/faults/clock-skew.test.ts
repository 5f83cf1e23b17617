import { realClock } from '@cardfile/sandbox'
import { afterEach, expect, it, vi } from 'vitest'
import { openTestShop, type TestShop } from '../support/shop.ts'

afterEach(() => vi.useRealTimers())

const year = 365 * 24 * 60 * 60_000

/** On Postgres only: the embedded database shares the application's clock. */
async function openSkewedShop(years: number): Promise<TestShop> {
  const startedAt = Date.now()
  const runningMs = performance.now()
  const shop: TestShop = await openTestShop(
    'postgres',
    {},
    // Gateway and database have the right time. Only the application's clock is wrong.
    { clock: { ...realClock, now: () => startedAt + performance.now() - runningMs + (shop?.clock.offsetMs ?? 0) } },
  )
  vi.useFakeTimers({ toFake: ['Date'], now: startedAt + years * year })
  return shop
}

it.each([-9, 15])('uses the database’s clock when the application’s is off by %i years', async (years) => {
  const shop = await openSkewedShop(years)
  const advance = async (ms: number) => {
    shop.clock.offsetMs += ms
    await shop.cardfile.reconcile()
  }
  const ada = shop.customer('ada')
  // The card is valid until 2034: on the application's clock, 15 years ahead, it has expired.
  const card = await ada.saveCard()
  expect(card).toMatchObject({ state: 'active', isDefault: true })
  expect(await ada.pay(ada.newCheckout(995), { cardId: card.id })).toMatchObject({ status: 'succeeded' })

  const late = ada.newCheckout(996)
  const { quote } = await ada.checkout(late)
  await advance(29 * 60_000)
  expect((await ada.press(late, { cardId: card.id, quote })).status).toBe(201)
  const tooLate = ada.newCheckout(997)
  const old = (await ada.checkout(tooLate)).quote
  await advance(31 * 60_000)
  expect(await (await ada.press(tooLate, { cardId: card.id, quote: old })).json()).toMatchObject({
    code: 'amount_changed',
  })

  shop.sandbox.script('reset-not-charged')
  const lost = await ada.pay(ada.newCheckout(998), { cardId: card.id })
  for (let poll = 0; poll < 5; poll += 1) {
    expect(await ada.payment(lost.id)).toMatchObject({ status: 'confirming' })
    await advance(110_000)
  }
  for (let poll = 0; poll < 3; poll += 1) await advance(4 * 60_000)
  expect(await ada.payment(lost.id)).toMatchObject({ status: 'cancelled', mayPayAgain: true })

  shop.sandbox.script({ commit: 'before', answer: { kind: 'reset', when: 'before' }, webhooks: { kind: 'lost' } })
  const found = await ada.pay(ada.newCheckout(999), { cardId: card.id })
  await advance(10_000)
  expect(await ada.payment(found.id)).toMatchObject({ status: 'succeeded' })
  await shop.close()
})
