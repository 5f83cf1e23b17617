import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'
import { isTestCardId, testCardList } from '../card/test-cards.ts'

describe('the first payment of a one-click series', () => {
  it('gives a token after success and not before', async () => {
    const { create, readOrder, sandbox } = openGateway()
    const order = await create({}, { one_click_type: 'first' })
    expect(order.transactions[0].payment_method_details).toEqual({ one_click_type: 'first' })
    await sandbox.pay(order.id, { card: 'visa-1151' })
    expect((await readOrder(order.id)).transactions[0].payment_method_details).not.toHaveProperty('vault_token')
    await sandbox.pay(order.id)
    const [transaction] = (await readOrder(order.id)).transactions
    expect(transaction.payment_method_details).toMatchObject({
      truncated_pan: '1111',
      card_expiry: '122034',
      one_click_type: 'first',
      vault_token: expect.any(String),
      first_authorised_transaction_id: transaction.id,
      first_transaction_id: transaction.id,
    })
    expect(transaction.payment_method_brand).toBe('visa')
  })

  it('gives a token when the amount is only authorised', async () => {
    const { create, readOrder, sandbox } = openGateway()
    const { id } = await create({ capture_mode: 'manual' }, { one_click_type: 'first' })
    await sandbox.pay(id)
    expect((await readOrder(id)).transactions[0].payment_method_details.vault_token).toBeDefined()
  })

  it.each(testCardList.filter(({ result }) => result.kind !== 'decline').map(({ id }) => id))(
    'saves %s',
    async (card) => {
      const { saveCard } = openGateway()
      const code = isTestCardId(card) ? testCardList.find(({ id }) => id === card)?.result : undefined
      const { token } = await saveCard(card, code?.kind === 'challenge' ? code.passes : undefined)
      expect(token).not.toBe('undefined')
    },
  )
})

describe('a later one-click payment', () => {
  it('is charged at once, without a page', async () => {
    const { saveCard, oneClick } = openGateway()
    const { token } = await saveCard()
    const order = await oneClick(token, { cvc: '123' })
    expect(order).toMatchObject({ status: 'completed', transactions: [{ status: 'completed' }] })
    expect(order.transactions[0]).not.toHaveProperty('payment_url')
    expect(order.transactions[0].payment_method_details).toMatchObject({ truncated_pan: '1111', vault_token: token })
  })

  it('is charged once when an order holds it twice', async () => {
    const { saveCard, create, sandbox } = openGateway()
    const { token } = await saveCard()
    const card = { payment_method: 'credit-card', one_click_type: 'one-click' }
    const transactions = [
      { ...card, vault_token: token },
      { ...card, vault_token: 'dead' },
    ]
    const { id } = await create({ transactions })
    expect(sandbox.orders.get(id)).toMatchObject({ status: 'completed', charged: 1295 })
  })

  it('may refer to the first transaction, under either name and in either place', async () => {
    const { saveCard, create } = openGateway()
    const { token, firstTransactionId } = await saveCard()
    for (const transaction of [
      { one_click_type: 'one-click', first_transaction_id: firstTransactionId },
      { one_click_type: 'one-click', first_authorised_transaction_id: firstTransactionId },
      { payment_method_details: { one_click_type: 'one-click', vault_token: token, cvc: '123' } },
      { payment_method_details: { one_click_type: 'one-click', first_transaction_id: firstTransactionId } },
      { one_click_type: 'one-click', vault_token: token, payment_method_details: { vault_token: 'loses' } },
    ]) {
      expect(await create({}, transaction)).toMatchObject({ status: 'completed' })
    }
  })

  it('steps up for a card with a challenge, without the card form', async () => {
    const { saveCard, oneClick, sandbox } = openGateway()
    const { token } = await saveCard('visa-0015', '0101')
    const order = await oneClick(token)
    expect(order).toMatchObject({ status: 'new', transactions: [{ status: 'new', payment_url: expect.any(String) }] })
    const page = await sandbox.fetch(new Request(String(order.transactions[0].payment_url)))
    expect(await page.text()).toContain('One-time code')
    expect(sandbox.orders.get(order.id)?.status).toBe('processing')
    expect(await sandbox.pay(order.id, { code: '0101' })).toMatchObject({ status: 'completed' })
  })

  it('is in error without a payment_url when the step-up fails', async () => {
    const { saveCard, oneClick, readOrder, sandbox } = openGateway()
    const { token } = await saveCard('visa-0015', '0101')
    const order = await oneClick(token)
    await sandbox.pay(order.id, { code: '3333' })
    const { status, transactions } = await readOrder(order.id)
    expect([status, transactions[0].reason]).toEqual(['error', 'ERROR_CARD_AUTHENTICATION_FAILURE'])
    expect(transactions[0]).not.toHaveProperty('payment_url')
  })

  it('fails authentication when the challenge is not completed in time', async () => {
    const { saveCard, oneClick, readOrder, clock } = openGateway()
    const { token } = await saveCard('visa-0015', '0101')
    const { id } = await oneClick(token)
    await clock.advance(10 * 60_000)
    expect((await readOrder(id)).transactions[0].reason).toBe('ERROR_CARD_AUTHENTICATION_FAILURE')
  })

  it.each([
    ['an unknown token', 'no-such-token'],
    ['an empty token', ''],
  ])('with %s is an order in error', async (_, token) => {
    const { oneClick } = openGateway()
    expect(await oneClick(token)).toMatchObject({
      status: 'error',
      transactions: [{ status: 'error', reason: 'ERROR_CARD_NOT_VALID', customer_message: expect.any(String) }],
    })
  })

  it('with a revoked token answers 400 with the setting deadToken', async () => {
    const { call, saveCard, sandbox } = openGateway({ settings: { deadToken: 'bad-request' } })
    const { token } = await saveCard()
    await sandbox.revoke(token)
    const transactions = [{ payment_method: 'credit-card', one_click_type: 'one-click', vault_token: token }]
    const { status, body } = await call('POST', '/v1/orders/', { amount: 1, currency: 'EUR', transactions })
    expect([status, body.error.property_path]).toEqual([400, 'transactions[0].vault_token'])
  })

  it('is declined for the wrong security code, whatever the card', async () => {
    const { saveCard, oneClick } = openGateway()
    const { token } = await saveCard()
    const order = await oneClick(token, { cvc: '666' })
    expect(order).toMatchObject({ status: 'error', transactions: [{ reason: 'ERROR_CARD_CVV_NOT_VALID' }] })
    expect(JSON.stringify(order)).not.toContain('"666"')
  })

  it('is declined once the card has expired', async () => {
    const { create, readOrder, sandbox, oneClick, clock } = openGateway()
    const { id } = await create({}, { one_click_type: 'first' })
    await sandbox.pay(id, { expiry: '02/26' })
    const { vault_token: token } = (await readOrder(id)).transactions[0].payment_method_details
    await clock.advance(60 * 24 * 3600 * 1000)
    expect((await oneClick(String(token))).transactions[0].reason).toBe('ERROR_CARD_EXPIRED')
  })

  it('gives the same token for the same card with the setting tokenPerCard', async () => {
    const { saveCard } = openGateway({ settings: { tokenPerCard: 'same' } })
    expect((await saveCard()).token).toBe((await saveCard()).token)
  })
})

describe('a recurring series', () => {
  it('charges later payments without a payer, and its tokens only work for recurring payments', async () => {
    const { create, readOrder, sandbox, oneClick } = openGateway()
    const { id } = await create({}, { recurring_type: 'first', schedule_type: 'scheduled' })
    await sandbox.pay(id, { card: 'visa-0015', code: '0101' })
    const { vault_token: token } = (await readOrder(id)).transactions[0].payment_method_details
    const later = await create({ amount: 500 }, { recurring_type: 'recurring', vault_token: token })
    expect(later).toMatchObject({ status: 'completed' })
    expect((await oneClick(String(token))).status).toBe('error')
  })

  it('ends after a year', async () => {
    const { create, readOrder, sandbox, clock } = openGateway()
    const { id } = await create({}, { recurring_type: 'first', schedule_type: 'unscheduled' })
    await sandbox.pay(id)
    const { vault_token: token } = (await readOrder(id)).transactions[0].payment_method_details
    await clock.advance(366 * 24 * 3600 * 1000)
    const later = await create({}, { recurring_type: 'recurring', vault_token: token })
    expect(later.transactions[0].reason).toBe('ERROR_CARD_NOT_VALID')
  })
})
