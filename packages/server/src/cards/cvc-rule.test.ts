import { expectNoTrace } from '@cardfile/contract/conformance'
import type { SavedCard } from '@cardfile/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CvcOption } from '../options.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

/** A rule that depends on every input it may have. */
const collect: Extract<CvcOption, object>['collect'] = ({ isDefault, state, brand }, checkout) => {
  if (state === 'expired') return 'never'
  if (checkout !== null && checkout.amount.value >= 10_000) return 'required'
  return isDefault ? 'never' : brand === 'visa' ? 'optional' : 'required'
}

/** The answers to a press without and with a CVC, for each rule that the browser was given. */
const ANSWERS: Readonly<Record<SavedCard['cvc'], readonly [string, string]>> = {
  never: ['201', 'cvc_not_accepted'],
  optional: ['201', '201'],
  required: ['cvc_required', '201'],
}

describe.each(DATABASE_KINDS)('on the %s database', { timeout: 60_000 }, (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind, { cvc: { collect, acceptPciScope: 'SAQ-D' } })
  })
  afterAll(() => shop.close())

  it('enforces the CVC rule that the checkout showed, for every card and price', async () => {
    const ada = shop.customer('ada')
    for (const number of ['4111111111111111', '5544330000000037', '4018810000100036', '4111111111111111']) {
      await ada.saveCard(number)
    }
    const expired = (await ada.cards()).at(-2)
    await shop.query(`update cardfile_card set expiry_year = 2020 where id = '${expired?.id}'`)
    const seen = new Set<string>()
    for (const value of [995, 20_000]) {
      const { cards } = await ada.checkout(ada.newCheckout(value))
      for (const { id, cvc: rule, state, isDefault } of cards) {
        seen.add(`${rule} ${state} ${isDefault}`)
        const answers = []
        for (const cvc of [{}, { cvc: '123' }]) {
          const answer = await ada.press(ada.newCheckout(value), { cardId: id, ...cvc })
          const body = (await answer.json()) as { readonly code?: string }
          answers.push(body.code ?? String(answer.status))
        }
        expect([rule, ...answers]).toEqual([rule, ...ANSWERS[rule]])
      }
    }
    expect([...seen].toSorted()).toEqual([
      'never active true',
      'never expired false',
      'optional active false',
      'required active false',
      'required active true',
    ])
  })
})

it('accepts no CVC where the shop collects none, anywhere in a body, and echoes none', async () => {
  const shop = await openTestShop('embedded', { cvc: 'never' })
  const ada = shop.customer('ada')
  const card = await ada.saveCard()
  expect(card.cvc).toBe('never')
  const checkoutId = ada.newCheckout(995)
  const { quote } = await ada.checkout(checkoutId)
  const canary = '937150284'
  const saved = { type: 'saved-card', cardId: card.id }
  const hosted = { type: 'new-card', save: null }
  const methods = [
    ...['', '123', canary].map((cvc) => ({ ...saved, cvc })),
    ...[null, 123, Number(canary), [canary], { cvc: canary }].map((cvc) => ({ ...saved, cvc })),
    { ...hosted, cvc: canary },
    { ...saved, [canary]: canary },
  ]
  const bodies = [
    ...methods.map((method) => ({ checkoutId, quote, method })),
    { checkoutId, quote, method: saved, cvc: canary },
    { checkoutId: canary, quote: canary, method: { ...saved, cvc: canary } },
  ]
  const asked = shop.gatewayRequests.length
  for (const body of bodies) {
    const answer = await ada.send('POST', '/payments', body, { 'idempotency-key': crypto.randomUUID() })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expectNoTrace(canary, { body: await answer.text(), headers: JSON.stringify([...answer.headers]) })
  }
  expect(shop.gatewayRequests.length).toBe(asked)
  expect(await ada.pay(checkoutId, { cardId: card.id })).toMatchObject({ status: 'succeeded' })
  await shop.close()
})

it('fails when the CVC rule returns a promise, instead of guessing a rule', async () => {
  // @ts-expect-error -- a shop in JavaScript may pass it
  const shop = await openTestShop('embedded', { cvc: { collect: async () => 'never', acceptPciScope: 'SAQ-D' } })
  const ada = shop.customer('ada')
  await ada.typeCard(await ada.pay(ada.newCheckout(995), { save: true }))
  expect((await ada.send('GET', '/cards')).status).toBe(503)
  await shop.close()
})
