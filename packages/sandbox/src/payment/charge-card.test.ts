import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'
import type { ScenarioId } from '../scenario/scenarios.ts'

describe('the issuer of a saved card', () => {
  const charge = async (scenario: ScenarioId) => {
    const gateway = openGateway()
    const { token } = await gateway.saveCard()
    gateway.sandbox.script(scenario)
    return { ...gateway, order: await gateway.oneClick(token) }
  }

  it.each([
    ['decline-05', 'ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [05]'],
    ['decline-43', 'ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [43]'],
    ['decline-51', 'ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [51]'],
    ['decline-91', 'ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [91]'],
    ['card-expired', 'ERROR_CARD_EXPIRED'],
    ['cvc-wrong', 'ERROR_CARD_CVV_NOT_VALID'],
    ['cvc-not-recognised', 'INVALID_CARD_CVV'],
    ['not-for-ecommerce', 'ERROR_CARD_NOT_SUPPORTED_FOR_ECOMMERCE'],
    ['type-disabled', 'ERROR_CARD_TYPE_DISABLED'],
    ['card-data-wrong', 'ERROR_CARD_INFORMATION_NOT_VALID'],
    ['type-not-allowed', 'ERROR_TRANSACTION_TYPE_NOT_ALLOWED_BY_SELLER'],
    ['type-not-supported', 'ERROR_TRANSACTION_TYPE_NOT_SUPPORTED'],
    ['dead-token', 'ERROR_CARD_NOT_VALID'],
    ['failed', 'ERROR_TRANSACTION_FAILED'],
    ['processor-code', 'ERROR_PROCESSING_CARD [51]'],
    ['authentication-failed', 'ERROR_CARD_AUTHENTICATION_FAILURE'],
    ['authentication-failed-free-text', 'N:-50716:3D Secure authentication failed'],
  ] as const)('declines for %s', async (scenario, reason) => {
    const { order } = await charge(scenario)
    expect(order).toMatchObject({
      status: 'error',
      transactions: [{ status: 'error', reason, customer_message: expect.any(String) }],
    })
  })

  it('asks for a one-time code when a step-up is scripted', async () => {
    const { order, sandbox } = await charge('step-up')
    expect(order).toMatchObject({ status: 'new', transactions: [{ payment_url: expect.any(String) }] })
    expect(await sandbox.pay(order.id, { code: '0101' })).toMatchObject({ status: 'completed', charged: 1295 })
  })

  it.each([
    ['slow-approve', 'processing', 'completed'],
    ['slow-decline', 'processing', 'error'],
    ['late-success', 'error', 'completed'],
  ] as const)('%s is %s and five seconds later %s', async (scenario, at, later) => {
    const { order, clock, readOrder } = await charge(scenario)
    expect(order.status).toBe(at)
    expect(order.transactions[0]).not.toHaveProperty('payment_url')
    await clock.advance(4_999)
    expect((await readOrder(order.id)).status).toBe(at)
    await clock.advance(1)
    expect((await readOrder(order.id)).status).toBe(later)
  })

  it('leaves the order processing until it expires when silence is scripted', async () => {
    const { order, clock, readOrder } = await charge('silence')
    await clock.advance(29 * 60_000)
    expect((await readOrder(order.id)).status).toBe('processing')
    await clock.advance(60_000)
    expect((await readOrder(order.id)).status).toBe('expired')
  })

  it('authorises without capturing when scripted', async () => {
    const { order } = await charge('authorised-only')
    expect(order).toMatchObject({ status: 'completed', transactions: [{ transaction_type: 'authorization' }] })
  })

  it('answers 400 for dead-token-400', async () => {
    const { call, sandbox, saveCard } = openGateway()
    const { token } = await saveCard()
    sandbox.script('dead-token-400')
    const transactions = [{ payment_method: 'credit-card', one_click_type: 'one-click', vault_token: token }]
    const { status, body } = await call('POST', '/v1/orders/', { currency: 'EUR', amount: 1295, transactions })
    expect([status, body.error.property_path]).toEqual([400, 'transactions[0].vault_token'])
  })
})

describe('saving a card', () => {
  it('gives no token, or the existing one, when scripted', async () => {
    const { saveCard, sandbox } = openGateway()
    const { token } = await saveCard()
    sandbox.script('same-token')
    expect((await saveCard()).token).toBe(token)
    sandbox.script('no-token')
    expect((await saveCard()).token).toBe('undefined')
  })

  it('adds a transaction for a retry when scripted', async () => {
    const { create, readOrder, sandbox } = openGateway()
    sandbox.script('retry-adds-transaction')
    const { id } = await create({}, { one_click_type: 'first' })
    await sandbox.pay(id, { card: 'visa-1105' })
    await sandbox.pay(id)
    const { status, transactions } = await readOrder(id)
    expect([status, ...transactions.map((each) => each.status)]).toEqual(['completed', 'error', 'completed'])
    expect(transactions[1]?.payment_method_details.vault_token).toBeDefined()
  })
})
