import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'
import type { ScenarioId } from '../scenario/scenarios.ts'
import { isExpired, parseExpiry, readCard } from '../card/card-entry.ts'
import { findTestCard, testCardList } from '../card/test-cards.ts'

const luhn = (number: string) =>
  Array.from(number)
    .toReversed()
    .reduce((sum, digit, turn) => {
      const value = Number(digit) * (turn % 2 === 1 ? 2 : 1)
      return sum + (value > 9 ? value - 9 : value)
    }, 0) %
    10 ===
  0

describe('the test cards', () => {
  it('are the fourteen published ones, and only the declining three fail the Luhn check', () => {
    expect(testCardList).toHaveLength(14)
    for (const { number, result } of testCardList) expect(luhn(number), number).toBe(result.kind !== 'decline')
  })

  it('are named by brand and last four digits, and found however they are typed', () => {
    for (const { id, brand, number } of testCardList) {
      expect(id).toBe(`${brand}-${number.slice(-4)}`)
      expect(findTestCard(` ${number.slice(0, 4)} ${number.slice(4, 8)}-${number.slice(8)} `)).toBe(id)
    }
    expect(findTestCard('4242424242424242')).toBeUndefined()
  })

  it.each(testCardList)('$id does what its row says', async ({ id, result }) => {
    const { create, readOrder, sandbox } = openGateway()
    const order = await create()
    if (result.kind === 'challenge') {
      expect((await sandbox.pay(order.id, { card: id })).status).toBe('processing')
      expect((await sandbox.pay(order.id, { code: result.fails })).status).toBe('error')
      const retried = await sandbox.pay(order.id, { card: id, code: result.passes })
      return expect(retried.status).toBe('completed')
    }
    expect((await sandbox.pay(order.id, { card: id })).status).toBe(result.kind === 'approve' ? 'completed' : 'error')
    if (result.kind !== 'decline') return
    const [{ reason, customer_message: message, outcomes }] = (await readOrder(order.id)).transactions
    expect(reason).toBe(`ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [${result.networkCode}]`)
    expect(message).toEqual(expect.any(String))
    expect(outcomes).toMatchObject({ processing: { response_code: result.networkCode } })
  })
})

describe('a card as it is typed', () => {
  it.each([
    ['12/28', '122028'],
    ['1228', '122028'],
    ['12 / 2028', '122028'],
    ['122028', '122028'],
    ['3/30', '032030'],
    ['13/28', undefined],
    ['', undefined],
    ['12', undefined],
  ])('expires on %s', (typed, expiry) => expect(parseExpiry(typed)).toBe(expiry))

  it('is good until the end of its month', () => {
    expect(isExpired('012026', Date.UTC(2026, 0, 31, 23))).toBe(false)
    expect(isExpired('012026', Date.UTC(2026, 1, 1))).toBe(true)
  })

  it('takes three digits for every card, and four for Amex', () => {
    const problems = (number: string, cvc: string) =>
      readCard({ number, cvc, expiry: '12/34', name: '' }, Date.UTC(2026, 0, 1))
    expect(problems('375987000169677', '1234')).toHaveProperty('card')
    expect(problems('375987000169677', '123')).toHaveProperty('card')
    expect(problems('4111111111111111', '1234')).toHaveProperty('problems.cvc')
    expect(problems('4111111111111111', '12a')).toHaveProperty('problems.cvc')
  })
})

describe('the bank behind a saved card', () => {
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
    ['authentication-failed-in-words', 'N:-50716:3D Secure authentication failed'],
  ] as const)('declines for %s', async (scenario, reason) => {
    const { order } = await charge(scenario)
    expect(order).toMatchObject({
      status: 'error',
      transactions: [{ status: 'error', reason, customer_message: expect.any(String) }],
    })
  })

  it('asks for a code when a step-up is scripted', async () => {
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

  it('never answers until the order expires', async () => {
    const { order, clock, readOrder } = await charge('silence')
    await clock.advance(29 * 60_000)
    expect((await readOrder(order.id)).status).toBe('processing')
    await clock.advance(60_000)
    expect((await readOrder(order.id)).status).toBe('expired')
  })

  it('holds instead of takes when scripted', async () => {
    const { order } = await charge('authorised-only')
    expect(order).toMatchObject({ status: 'completed', transactions: [{ transaction_type: 'authorization' }] })
  })

  it('refuses the call itself for dead-token-400', async () => {
    const { call, sandbox, saveCard } = openGateway()
    const { token } = await saveCard()
    sandbox.script('dead-token-400')
    const transactions = [{ payment_method: 'credit-card', one_click_type: 'one-click', vault_token: token }]
    const { status, body } = await call('POST', '/v1/orders/', { currency: 'EUR', amount: 1295, transactions })
    expect([status, body.error.property_path]).toEqual([400, 'transactions[0].vault_token'])
  })
})

describe('saving a card', () => {
  it('gives no token, or the one there is, when scripted', async () => {
    const { saveCard, sandbox } = openGateway()
    const { token } = await saveCard()
    sandbox.script('same-token')
    expect((await saveCard()).token).toBe(token)
    sandbox.script('no-token')
    expect((await saveCard()).token).toBe('undefined')
  })

  it('adds a transaction for the second attempt when scripted', async () => {
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
