import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startCardReplacement } from '../../test/support/replace-card.ts'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

const visa = '4111111111111111'
const mastercard = '5544330000000037'

describe.each(DATABASE_KINDS)('erasing a customer, on the %s database', { timeout: 60_000 }, (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind)
  })
  afterAll(() => shop.close())

  const rowsOf = (table: string, customerId: string) =>
    shop.query(`select row_to_json(t) as row from ${table} t where customer_id = '${customerId}'`)

  it('erases each card and its digits, keeps the records of charges and consents, and changes nothing the second time', async () => {
    const [ada, bob] = [shop.customer('ada'), shop.customer('bob')]
    const cards = [await ada.saveCard(visa), await ada.saveCard(mastercard)]
    const bobs = await bob.saveCard(visa)
    const paid = await ada.pay(ada.newCheckout(995), { cardId: cards[0]?.id ?? '' })
    await ada.send('DELETE', `/cards/${cards[1]?.id}`)

    const personal = /"(1111|0037|visa|mastercard)"|:2034[,}]/
    const written = async () =>
      JSON.stringify([await rowsOf('cardfile_card', 'ada'), await rowsOf('cardfile_payment', 'ada')])
    expect(await written()).toMatch(personal)
    expect(await shop.cardfile.eraseCustomer('ada')).toBe(1)
    expect(await written()).not.toMatch(personal)
    expect(await ada.cards()).toEqual([])
    for (const { id } of cards) expect((await ada.press(ada.newCheckout(995), { cardId: id })).status).toBe(404)
    expect(
      await shop.query(
        `select sealed, token_mac, consent_version is not null as agreed, removed_at > consent_at as withdrawn
         from cardfile_card where customer_id = 'ada'`,
      ),
    ).toEqual([1, 2].map(() => ({ sealed: null, token_mac: '', agreed: true, withdrawn: true })))
    expect(await ada.payment(paid.id)).toMatchObject({
      status: 'succeeded',
      amount: { value: 995 },
      method: { brand: null, last4: null },
    })
    const removed = () => shop.events.filter(({ type, customerId }) => type === 'card.removed' && customerId === 'ada')
    await vi.waitUntil(() => removed().length === 2)
    expect(
      removed()
        .map(({ cardId }) => cardId)
        .toSorted(),
    ).toEqual(cards.map(({ id }) => id).toSorted())

    const before = await written()
    expect(await shop.cardfile.eraseCustomer('ada')).toBe(0)
    expect(await written()).toEqual(before)
    expect(await bob.cards()).toEqual([bobs])
    expect(await shop.cardfile.eraseCustomer('nobody')).toBe(0)
  })

  it('lets an open payment finish without saving a card', async () => {
    const chloe = shop.customer('chloe')
    const card = await chloe.saveCard(visa)
    const first = await chloe.pay(chloe.newCheckout(1295), { save: true })
    const update = await startCardReplacement(chloe, card.id)
    await shop.cardfile.eraseCustomer('chloe')
    await chloe.typeCard(first, mastercard)
    await chloe.typeCard(update, mastercard)
    expect([(await chloe.payment(first.id)).status, (await chloe.payment(update.id)).status]).toEqual([
      'succeeded',
      'succeeded',
    ])
    expect(await chloe.cards()).toEqual([])
    const rows = await shop.query(
      `select consent_version is not null as agreed, consent_withdrawn_at > consent_at as withdrawn
       from cardfile_payment where id in ('${first.id}', '${update.id}')`,
    )
    expect(rows).toEqual([1, 2].map(() => ({ agreed: true, withdrawn: true })))
  })

  it('lets a customer who comes back save and use a card', async () => {
    const dan = shop.customer('dan')
    await dan.saveCard(visa)
    await shop.cardfile.eraseCustomer('dan')
    const card = await dan.saveCard(visa)
    expect(await dan.pay(dan.newCheckout(995), { cardId: card.id })).toMatchObject({ status: 'succeeded' })
  })

  it('never charges or keeps an erased card, in a race with charges and savings', async () => {
    const eve = shop.customer('eve')
    for (let race = 0; race < 4; race += 1) {
      const card = await eve.saveCard(visa)
      const charged = () => shop.sandbox.orders.list().filter(({ amount }) => amount === 777).length
      const before = charged()
      const saving = await eve.pay(eve.newCheckout(1295), { save: true })
      const [pressed] = await Promise.all([
        eve.press(eve.newCheckout(777), { cardId: card.id }),
        eve.typeCard(saving, mastercard),
        shop.cardfile.eraseCustomer('eve'),
      ])
      expect(charged() - before).toBe(pressed.status === 201 ? 1 : 0)
      expect((await eve.payment(saving.id)).status).toBe('succeeded')
      expect(await eve.cards()).toEqual([])
      expect(await shop.query(`select id from cardfile_card where customer_id = 'eve' and sealed is not null`)).toEqual(
        [],
      )
    }
  })

  it('keeps a press that races with the erasure from saving a card', async () => {
    const fay = shop.customer('fay')
    for (let race = 0; race < 3; race += 1) {
      const checkoutId = fay.newCheckout(1295)
      const [pressed] = await Promise.all([fay.pay(checkoutId, { save: true }), shop.cardfile.eraseCustomer('fay')])
      await shop.cardfile.eraseCustomer('fay')
      await fay.typeCard(pressed, mastercard)
      expect(await fay.cards()).toEqual([])
    }
  })
})
