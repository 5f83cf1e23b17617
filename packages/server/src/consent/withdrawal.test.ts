import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const visa = '4111111111111111'
const mastercard = '5544330000000037'

describe.each(DATABASE_KINDS)('a customer who withdraws consent, on the %s database,', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind)
  })
  afterAll(() => shop.close())
  beforeEach(() => {
    shop.sandbox.scripts.clear()
    shop.sandbox.configure({ tokenPerCard: 'new' })
  })

  it.each(['cancel-refused', 'cancel-phantom', 'cancel-500'] as const)(
    'by cancelling the payment has no card saved, even if the payment succeeds (%s)',
    async (scenario) => {
      const ada = shop.customer(`ada-${scenario}`)
      const payment = await ada.pay(ada.newCheckout(1295), { save: true })
      shop.sandbox.script(scenario)
      expect(await (await ada.send('POST', `/payments/${payment.id}/cancel`)).json()).toMatchObject({
        status: 'confirming',
      })
      await ada.typeCard(payment, visa)
      shop.clock.offsetMs += 60_000
      expect((await ada.payment(payment.id)).status).toBe('succeeded')
      expect(await ada.cards()).toEqual([])
      const rows = await shop.query(
        `select consent_version is not null and consent_at is not null as agreed, consent_withdrawn_at > consent_at as withdrawn
         from cardfile_payment where id = '${payment.id}'`,
      )
      expect(rows).toEqual([{ agreed: true, withdrawn: true }])
    },
  )

  it.each(['same', 'new'] as const)(
    'by removing the card while a payment that would save it is open does not get it back (%s token)',
    async (tokenPerCard) => {
      shop.sandbox.configure({ tokenPerCard })
      const bob = shop.customer(`bob-${tokenPerCard}`)
      const card = await bob.saveCard(visa)
      const payment = await bob.pay(bob.newCheckout(1295), { save: true })
      await bob.send('DELETE', `/cards/${card.id}`)
      await bob.typeCard(payment, visa)
      expect((await bob.payment(payment.id)).status).toBe('succeeded')
      expect(await bob.cards()).toEqual([])
      const again = await bob.saveCard(visa)
      expect((await bob.cards()).map(({ id }) => id)).toEqual([again.id])
    },
  )

  it('by removing one card still gets the other card that an open payment saves', async () => {
    const chloe = shop.customer('chloe')
    const card = await chloe.saveCard(visa)
    const payment = await chloe.pay(chloe.newCheckout(1295), { save: true })
    await chloe.send('DELETE', `/cards/${card.id}`)
    await chloe.typeCard(payment, mastercard)
    expect((await chloe.cards()).map(({ last4 }) => last4)).toEqual(['0037'])
  })

  it('leaves a record of the text, of the consent and its withdrawal, and no token', async () => {
    const dan = shop.customer('dan')
    const { consent } = await dan.checkout(dan.newCheckout(1295))
    const card = await dan.saveCard(visa)
    await dan.send('DELETE', `/cards/${card.id}`)
    const rows = await shop.query(
      `select sealed, consent_version, consent_locale, removed_at > consent_at as later from cardfile_card where id = '${card.id}'`,
    )
    expect(rows).toEqual([
      { sealed: null, consent_version: consent.version, consent_locale: consent.locale, later: true },
    ])
  })
})
