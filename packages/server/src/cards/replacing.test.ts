import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startCardReplacement } from '../../test/support/replace-card.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const visa = '4111111111111111'
const mastercard = '5544330000000037'
const declining = '4111111111111105'

describe.each(DATABASE_KINDS)('updating a card, on the %s database', (kind) => {
  let shop: TestShop
  let customers = 0
  beforeAll(async () => {
    shop = await openTestShop(kind)
  })
  afterAll(() => shop.close())
  beforeEach(() => {
    shop.sandbox.scripts.clear()
    shop.sandbox.configure({ tokenPerCard: 'new' })
  })

  const newCustomer = () => shop.customer(`customer-${(customers += 1)}`)
  const eventsOf = (cardId: string) => shop.events.filter((event) => event.cardId === cardId).map(({ type }) => type)

  it('records with the payment which card it replaces, before anything is sent', async () => {
    const ada = newCustomer()
    const card = await ada.saveCard(visa)
    const { id } = await startCardReplacement(ada, card.id)
    const rows = await shop.query(`select replaces_card_id, card_id from cardfile_payment where id = '${id}'`)
    expect(rows).toEqual([{ replaces_card_id: card.id, card_id: null }])
  })

  it('erases the old card’s token when the new card is saved, and sends an event for each', async () => {
    const ada = newCustomer()
    const old = await ada.saveCard(visa)
    await ada.typeCard(await startCardReplacement(ada, old.id), mastercard)
    const [card, ...others] = await ada.cards()
    expect([card?.last4, card?.isDefault, others]).toEqual(['0037', true, []])
    const rows = await shop.query(
      `select old.sealed, old.removed_at between card.created_at - interval '1 second' and card.created_at + interval '1 second' as together
       from cardfile_card old, cardfile_card card where old.id = '${old.id}' and card.id = '${card?.id}'`,
    )
    expect(rows).toEqual([{ sealed: null, together: true }])
    await vi.waitUntil(
      () => eventsOf(old.id).includes('card.removed') && eventsOf(card?.id ?? '').includes('card.saved'),
    )
  })

  it('keeps the old card when the gateway gives no token for the new one', async () => {
    const ada = newCustomer()
    const old = await ada.saveCard(visa)
    shop.sandbox.script('no-token')
    const payment = await startCardReplacement(ada, old.id)
    await ada.typeCard(payment, mastercard)
    expect((await ada.payment(payment.id)).status).toBe('succeeded')
    expect(await ada.cards()).toEqual([old])
    expect(await ada.pay(ada.newCheckout(995), { cardId: old.id })).toMatchObject({ status: 'succeeded' })
  })

  it('keeps the old card after a decline, and replaces it after a success', async () => {
    const ada = newCustomer()
    const old = await ada.saveCard(visa)
    const payment = await startCardReplacement(ada, old.id)
    await ada.typeCard(payment, declining)
    expect(await ada.cards()).toEqual([old])
    await ada.typeCard(payment, mastercard)
    expect((await ada.cards()).map(({ last4 }) => last4)).toEqual(['0037'])
  })

  it('updates the expiry of a card that is saved again, and never to an earlier one', async () => {
    shop.sandbox.configure({ tokenPerCard: 'same' })
    const ada = newCustomer()
    const card = await ada.saveCard(visa)
    const expires = (month: number, year: number) =>
      shop.query(`update cardfile_card set expiry_month = ${month}, expiry_year = ${year} where id = '${card.id}'`)
    await expires(6, 2027)
    await ada.typeCard(await startCardReplacement(ada, card.id), visa)
    expect(await ada.cards()).toEqual([card])
    expect(card.expiry).toEqual({ month: 12, year: 2034 })
    await expires(1, 2040)
    await ada.typeCard(await startCardReplacement(ada, card.id), visa)
    expect(await ada.cards()).toEqual([{ ...card, expiry: { month: 1, year: 2040 } }])
    expect(eventsOf(card.id)).toEqual(['card.saved'])
    expect(await ada.pay(ada.newCheckout(995), { cardId: card.id })).toMatchObject({ status: 'succeeded' })
  })

  it('records the latest consent for a card that is saved again', async () => {
    shop.sandbox.configure({ tokenPerCard: 'same' })
    const ada = newCustomer()
    const card = await ada.saveCard(visa)
    const { id } = await startCardReplacement(ada, card.id)
    await ada.typeCard(await ada.payment(id), visa)
    const rows = await shop.query(
      `select c.payment_id, date_trunc('milliseconds', c.consent_at) = date_trunc('milliseconds', p.consent_at) as same from cardfile_card c, cardfile_payment p
       where c.id = '${card.id}' and p.id = '${id}'`,
    )
    expect(rows).toEqual([{ payment_id: id, same: true }])
  })

  it('removes the replaced card when the new one is another of the customer’s saved cards', async () => {
    shop.sandbox.configure({ tokenPerCard: 'same' })
    const ada = newCustomer()
    const first = await ada.saveCard(visa)
    const second = await ada.saveCard(mastercard)
    const third = await ada.saveCard('4018810000100036')
    await ada.typeCard(await startCardReplacement(ada, first.id), mastercard)
    // The default passes to the card that replaced it, not to the newest.
    expect(await ada.cards()).toEqual([third, { ...second, isDefault: true }])
  })

  it('lets two payments replace one card: the first removes it, and both new cards stay', async () => {
    const ada = newCustomer()
    const old = await ada.saveCard(visa)
    const payments = [await startCardReplacement(ada, old.id), await startCardReplacement(ada, old.id)]
    for (const payment of payments) await ada.typeCard(payment, mastercard)
    expect((await ada.cards()).map(({ last4, isDefault }) => [last4, isDefault])).toEqual([
      ['0037', false],
      ['0037', true],
    ])
  })

  it('lets a customer at the card limit replace a card, and add none', async () => {
    const ada = newCustomer()
    for (let card = 0; card < 10; card += 1) await ada.saveCard(visa)
    const [latest] = await ada.cards()
    expect((await ada.press(ada.newCheckout(1295), { save: true })).status).toBe(429)
    expect((await ada.press(ada.newCheckout(1295))).status).toBe(201)
    const update = await startCardReplacement(ada, latest?.id ?? '')
    await expect(startCardReplacement(ada, latest?.id ?? '')).rejects.toThrow()
    await ada.typeCard(update, mastercard)
    const cards = await ada.cards()
    expect([cards.length, cards.some(({ id }) => id === latest?.id)]).toEqual([10, false])
  })
})
