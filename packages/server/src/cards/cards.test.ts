import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assembleCardfile } from '../cardfile.ts'
import { createClock } from '../store/clock.ts'
import { createCustomer } from '../../test/support/customer.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const visa = '4111111111111111'
const mastercard = '5544330000000037'

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind)
  })
  afterAll(() => shop.close())

  it('makes the first card the default, until the customer chooses another', async () => {
    const ada = shop.customer('ada')
    const first = await ada.saveCard(visa)
    const second = await ada.saveCard(mastercard)
    expect((await ada.cards()).map(({ last4, isDefault }) => [last4, isDefault])).toEqual([
      ['0037', false],
      ['1111', true],
    ])
    const answer = await ada.send('PUT', `/cards/${second.id}/default`)
    expect(await answer.json()).toMatchObject({
      cards: [
        { id: second.id, isDefault: true },
        { id: first.id, isDefault: false },
      ],
    })
  })

  it('erases a removed card’s token, makes the newest card the default, and refuses to charge the removed one', async () => {
    const bob = shop.customer('bob')
    const older = await bob.saveCard(visa)
    await bob.saveCard(mastercard)
    expect((await bob.send('DELETE', `/cards/${older.id}`)).status).toBe(204)
    expect(
      await shop.query(`select sealed, removed_at is not null as removed from cardfile_card where id = '${older.id}'`),
    ).toEqual([{ sealed: null, removed: true }])
    expect((await bob.cards()).map(({ last4, isDefault }) => [last4, isDefault])).toEqual([['0037', true]])
    expect((await bob.press(bob.newCheckout(995), { cardId: older.id })).status).toBe(404)
    expect((await bob.send('DELETE', `/cards/${older.id}`)).status).toBe(404)
    expect(shop.events.filter(({ cardId }) => cardId === older.id).map(({ type }) => type)).toEqual([
      'card.saved',
      'card.removed',
    ])
  })

  it('never charges a card whose removal wins the race against the charge', async () => {
    const chloe = shop.customer('chloe')
    for (let race = 0; race < 5; race += 1) {
      const card = await chloe.saveCard()
      const checkoutId = chloe.newCheckout(888)
      const charged = () => shop.sandbox.orders.list().filter(({ amount }) => amount === 888).length
      const before = charged()
      const [pressed] = await Promise.all([
        chloe.press(checkoutId, { cardId: card.id }),
        chloe.send('DELETE', `/cards/${card.id}`),
      ])
      expect(charged() - before).toBe(pressed.status === 201 ? 1 : 0)
    }
  })

  it('charges for each press before a removal, and for none after it', async () => {
    const lea = shop.customer('lea')
    const card = await lea.saveCard()
    const tabs = Array.from({ length: 12 }, () => lea.newCheckout(777))
    const answers = await Promise.all([
      ...tabs.map((checkoutId) => lea.press(checkoutId, { cardId: card.id })),
      lea.send('DELETE', `/cards/${card.id}`),
    ])
    const charged = shop.sandbox.orders.list().filter(({ amount }) => amount === 777).length
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(charged)
    expect(answers.every(({ status }) => [201, 204, 404].includes(status))).toBe(true)
    expect((await lea.press(lea.newCheckout(777), { cardId: card.id })).status).toBe(404)
  })

  it('shows when a card is about to expire, and takes the default from an expired one', async () => {
    const dan = shop.customer('dan')
    const card = await dan.saveCard()
    const until = (date: string) => Date.parse(date) - Date.now()
    shop.clock.offsetMs = until('2034-11-20T12:00:00Z')
    expect(await dan.cards()).toMatchObject([{ state: 'expiring', isDefault: true }])
    shop.clock.offsetMs = until('2034-12-31T12:00:00Z')
    expect(await dan.cards()).toMatchObject([{ state: 'expiring' }])
    shop.clock.offsetMs = until('2035-01-01T12:00:00Z')
    expect(await dan.cards()).toMatchObject([{ state: 'expired', isDefault: false }])
    expect((await dan.send('PUT', `/cards/${card.id}/default`)).status).toBe(400)
    shop.clock.offsetMs = 0
  })

  it('moves the default to the newest card that has not expired, and keeps it when another card is saved', async () => {
    const gil = shop.customer('gil')
    const cards = []
    for (const number of [visa, mastercard, '4018810000100036']) cards.push(await gil.saveCard(number))
    const [first, second, third] = cards.map(({ id }) => id)
    await shop.query(`update cardfile_card set expiry_year = 2020 where id = '${third}'`)
    await gil.send('DELETE', `/cards/${first}`)
    const shown = async () => (await gil.cards()).map(({ id, isDefault }) => [id, isDefault])
    const kept = async () =>
      (await shop.query(`select id from cardfile_card where customer_id = 'gil' and is_default`)).map(({ id }) => id)
    expect([await shown(), await kept()]).toEqual([
      [
        [third, false],
        [second, true],
      ],
      [second],
    ])
    const { id: fourth } = await gil.saveCard(visa)
    expect([await shown(), await kept()]).toEqual([
      [
        [fourth, false],
        [third, false],
        [second, true],
      ],
      [second],
    ])
    await shop.query(`update cardfile_card set expiry_year = 2020 where id = '${second}'`)
    expect(await shown()).toEqual([
      [fourth, true],
      [third, false],
      [second, false],
    ])
    const { id: fifth } = await gil.saveCard(mastercard)
    expect((await shown()).slice(0, 2)).toEqual([
      [fifth, false],
      [fourth, true],
    ])
    expect(await kept()).toEqual([fourth])
  })

  it('keeps one row of a card that several payments save at once, and one for each customer', async () => {
    shop.sandbox.configure({ tokenPerCard: 'same' })
    const [hal, ida] = [shop.customer('hal'), shop.customer('ida')]
    const begin = (customer: typeof hal) => customer.pay(customer.newCheckout(1295), { save: true })
    const payments = [await begin(hal), await begin(hal), await begin(hal)]
    await Promise.all(payments.map((payment) => hal.typeCard(payment, visa)))
    await ida.typeCard(await begin(ida), visa)
    // Reading a success again must not save the card again.
    for (const { id } of payments) await hal.payment(id)
    expect([(await hal.cards()).length, (await ida.cards()).length]).toEqual([1, 1])
    const [mac, ...others] = await shop.query(
      `select token_mac, sealed from cardfile_card where customer_id in ('hal', 'ida') order by customer_id`,
    )
    expect(others.map(({ token_mac }) => token_mac)).toEqual([mac?.['token_mac']])
    expect(others[0]?.['sealed']).not.toBe(mac?.['sealed'])
    shop.sandbox.configure({ tokenPerCard: 'new' })
  })

  it('charges nothing with a token copied from another customer’s card', async () => {
    const [jan, kim] = [shop.customer('jan'), shop.customer('kim')]
    const [victim, thief] = [await jan.saveCard(visa), await kim.saveCard(mastercard)]
    const copy = `update cardfile_card set sealed = (select sealed from cardfile_card where id = '${victim.id}') where id = '${thief.id}'`
    await shop.query(copy)
    const orders = shop.sandbox.orders.list().length
    const checkoutId = kim.newCheckout(995)
    expect((await kim.press(checkoutId, { cardId: thief.id })).status).toBe(503)
    expect(shop.sandbox.orders.list().length).toBe(orders)
    expect((await kim.checkout(checkoutId)).payment).toBeNull()
    expect(await jan.pay(jan.newCheckout(995), { cardId: victim.id })).toMatchObject({ status: 'succeeded' })
  })

  it('records the consent with the payment and with the card', async () => {
    const eve = shop.customer('eve')
    const { consent } = await eve.checkout(eve.newCheckout(1295))
    const card = await eve.saveCard()
    const recorded = await shop.query(
      `select p.consent_version as payment, c.consent_version as card, c.consent_locale as locale, date_trunc('milliseconds', c.consent_at) = date_trunc('milliseconds', p.consent_at) as same
       from cardfile_card c join cardfile_payment p on p.id = c.payment_id where c.id = '${card.id}'`,
    )
    expect(recorded).toEqual([{ payment: consent.version, card: consent.version, locale: consent.locale, same: true }])
  })
})

it('charges cards after the secret is replaced, re-seals them, and then works without the old secret', async () => {
  const shop = await openTestShop('postgres')
  const { sandbox, checkouts, options } = shop
  const card = await shop.customer('ada').saveCard()
  const old = options.secret
  const current = 'a newer secret that only tests of this repository know'
  if (typeof old !== 'string') throw new Error('the test shop has one secret')

  await expect(assembleCardfile({ ...options, secret: current }, createClock(1)).start()).rejects.toThrow(
    'secret.previous',
  )

  const rotating = assembleCardfile({ ...options, secret: { current, previous: [old] } }, createClock(1))
  const ada = createCustomer({ cardfile: rotating, sandbox, checkouts }, 'ada')
  expect(await ada.pay(ada.newCheckout(995), { cardId: card.id })).toMatchObject({ status: 'succeeded' })
  expect([await rotating.rotate(), await rotating.rotate()]).toEqual([1, 0])
  await rotating.close()

  const rotated = assembleCardfile({ ...options, secret: current }, createClock(1))
  const later = createCustomer({ cardfile: rotated, sandbox, checkouts }, 'ada')
  expect(await later.pay(later.newCheckout(995), { cardId: card.id })).toMatchObject({ status: 'succeeded' })
  await rotated.close()
  await shop.close()
})
