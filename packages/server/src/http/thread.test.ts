import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DATABASE_KINDS, openTestShop, type TestShop } from '../../test/support/shop.ts'

describe.each(DATABASE_KINDS)('on the %s database', (kind) => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop(kind)
  })
  afterAll(() => shop.close())

  it('pays on the hosted page and saves no card without consent', async () => {
    const ada = shop.customer('ada')
    const checkoutId = ada.newCheckout(1295)
    const payment = await ada.pay(checkoutId)
    expect(payment).toMatchObject({
      status: 'redirect',
      method: { type: 'new-card', saving: false },
      mayPayAgain: false,
    })
    expect(await ada.typeCard(payment)).toBe(`http://shop.test/checkout/${checkoutId}`)
    expect((await ada.checkout(checkoutId)).payment).toMatchObject({ id: payment.id, status: 'succeeded' })
    expect(await ada.cards()).toEqual([])
  })

  it('saves the card on the hosted page and charges it with one press, without leaving the shop', async () => {
    const bob = shop.customer('bob')
    const card = await bob.saveCard()
    expect(card).toMatchObject({ last4: '1111', expiry: { month: 12, year: 2034 }, isDefault: true, state: 'active' })

    const checkoutId = bob.newCheckout(995)
    const paid = await bob.pay(checkoutId, { cardId: card.id, cvc: '123' })
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount: { value: 995, currency: 'EUR' },
      method: { type: 'saved-card', cardId: card.id, last4: '1111' },
    })
    expect(shop.events.filter(({ customerId }) => customerId === 'bob').map(({ type }) => type)).toEqual(
      expect.arrayContaining(['payment.succeeded', 'card.saved', 'payment.succeeded']),
    )
  })

  it('shows a card to its own customer only', async () => {
    const card = await shop.customer('chloe').saveCard()
    const dan = shop.customer('dan')
    expect(await dan.cards()).toEqual([])
    const foreign = await dan.press(dan.newCheckout(995), { cardId: card.id })
    const missing = await dan.press(dan.newCheckout(995), { cardId: crypto.randomUUID() })
    expect([foreign.status, await foreign.text()]).toEqual([404, await missing.text()])
    expect((await dan.send('DELETE', `/cards/${card.id}`)).status).toBe(404)
  })

  it('completes the bank’s challenge with a card that needs one, and returns', async () => {
    const eve = shop.customer('eve')
    const first = await eve.pay(eve.newCheckout(1295), { save: true })
    const challenge = await eve.typeCard(first, '4018810000150015')
    await eve.confirm(challenge, '0101')
    const [card] = await eve.cards()
    const checkoutId = eve.newCheckout(995)
    const payment = await eve.pay(checkoutId, { cardId: card?.id ?? '' })
    if (payment.status !== 'redirect') throw new Error(`expected a step-up, got ${payment.status}`)
    expect(await eve.confirm(payment.redirectUrl, '0101')).toBe(`http://shop.test/checkout/${checkoutId}`)
    expect(await eve.payment(payment.id)).toMatchObject({ status: 'succeeded' })
  })

  it('declines at once when the bank does not authenticate the customer, with advice', async () => {
    const may = shop.customer('may')
    await may.confirm(
      await may.typeCard(await may.pay(may.newCheckout(1295), { save: true }), '4018810000150015'),
      '0101',
    )
    const [card] = await may.cards()
    const checkoutId = may.newCheckout(995)
    const payment = await may.pay(checkoutId, { cardId: card?.id ?? '' })
    await may.confirm(payment.status === 'redirect' ? payment.redirectUrl : '', '3333')
    expect((await may.checkout(checkoutId)).payment).toMatchObject({
      status: 'declined',
      decline: { reason: 'authentication_failed', advice: 'authenticate' },
      mayPayAgain: true,
    })
  })

  it('declines with a reason of the contract and lets the customer pay again', async () => {
    const fay = shop.customer('fay')
    const card = await fay.saveCard()
    const checkoutId = fay.newCheckout(666051)
    expect(await fay.pay(checkoutId, { cardId: card.id })).toMatchObject({
      status: 'declined',
      decline: { reason: 'insufficient_funds', advice: 'use_another_card' },
      mayPayAgain: true,
    })
    expect(await fay.pay(checkoutId)).toMatchObject({ status: 'redirect' })
  })

  it('keeps a payment open after a decline on the hosted page, where the customer may try again', async () => {
    const gus = shop.customer('gus')
    const payment = await gus.pay(gus.newCheckout(1295))
    await gus.typeCard(payment, '4111111111111105')
    expect(await gus.payment(payment.id)).toMatchObject({ status: 'redirect', mayPayAgain: false })
    await gus.typeCard(payment, '4111111111111111')
    expect(await gus.payment(payment.id)).toMatchObject({ status: 'succeeded' })
  })

  it('cancels an open payment only when the gateway confirms it, and then accepts another method', async () => {
    const hal = shop.customer('hal')
    const checkoutId = hal.newCheckout(1295)
    const first = await hal.pay(checkoutId)
    const second = await hal.press(checkoutId)
    expect([second.status, await second.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'payment_in_progress', payment: expect.objectContaining({ id: first.id }) }),
    ])
    const cancelled = await hal.send('POST', `/payments/${first.id}/cancel`)
    expect(await cancelled.json()).toMatchObject({ id: first.id, status: 'cancelled', mayPayAgain: true })
    expect(await hal.pay(checkoutId)).toMatchObject({ status: 'redirect' })
  })

  it('refuses to pay a paid checkout, and returns the payment that paid it', async () => {
    const ida = shop.customer('ida')
    const card = await ida.saveCard()
    const checkoutId = ida.newCheckout(995)
    const paid = await ida.pay(checkoutId, { cardId: card.id })
    const again = await ida.press(checkoutId, { cardId: card.id })
    expect([again.status, await again.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'already_paid', payment: expect.objectContaining({ id: paid.id }) }),
    ])
  })

  it('answers a repeated key with the same payment, and the key with another intent with 422', async () => {
    const jim = shop.customer('jim')
    const card = await jim.saveCard()
    const checkoutId = jim.newCheckout(994)
    const key = crypto.randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => jim.press(checkoutId, { cardId: card.id, key, cvc: '123' })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 201])
    const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id))
    expect(new Set(ids).size).toBe(1)
    expect((await jim.press(checkoutId, { key })).status).toBe(422)
    expect(shop.sandbox.orders.list().filter((order) => order.amount === 994)).toHaveLength(1)
  })

  it('charges once however many tabs press at the same time', async () => {
    const kim = shop.customer('kim')
    const card = await kim.saveCard()
    const checkoutId = kim.newCheckout(777)
    await Promise.all(Array.from({ length: 20 }, () => kim.press(checkoutId, { cardId: card.id })))
    const charged = shop.sandbox.orders.list().filter((order) => order.amount === 777)
    expect(charged.map(({ status }) => status)).toEqual(['completed'])
  })

  it('keeps tokens, CVCs and the API key out of every answer', async () => {
    const lou = shop.customer('lou')
    const card = await lou.saveCard()
    const checkoutId = lou.newCheckout(995)
    const answer = await lou.press(checkoutId, { cardId: card.id, cvc: '847' })
    const [{ sealed }] = (await shop.query(`select sealed from cardfile_card where id = '${card.id}'`)) as [
      { sealed: string },
    ]
    const tokens = shop.sandbox.orders.list().flatMap((order) => JSON.stringify(order).match(/[0-9a-f-]{36}/g) ?? [])
    const answers =
      (await answer.text()) + JSON.stringify(await lou.checkout(checkoutId)) + JSON.stringify(await lou.cards())
    // With delimiters: one id in a hundred contains these three digits by chance.
    expect(answers).not.toMatch(/(?<![\w-])847(?![\w-])/)
    for (const secret of ['test_key', sealed]) expect(answers).not.toContain(secret)
    for (const token of tokens) expect(sealed).not.toContain(token)
  })
})
