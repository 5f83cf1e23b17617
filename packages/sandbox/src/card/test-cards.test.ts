import { describe, expect, it } from 'vitest'
import { openGateway } from '../../test/support/gateway.ts'
import { isExpired, parseExpiry, parseTypedCard } from './card-entry.ts'
import { findTestCard, testCardList } from './test-cards.ts'

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

  it('have ids of brand and last four digits, and are found with spaces and dashes', () => {
    for (const { id, brand, number } of testCardList) {
      expect(id).toBe(`${brand}-${number.slice(-4)}`)
      expect(findTestCard(` ${number.slice(0, 4)} ${number.slice(4, 8)}-${number.slice(8)} `)).toBe(id)
    }
    expect(findTestCard('4242424242424242')).toBeUndefined()
  })

  it.each(testCardList)('$id has the outcome of its row', async ({ id, result }) => {
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

describe('a typed card', () => {
  it.each([
    ['12/28', '122028'],
    ['1228', '122028'],
    ['12 / 2028', '122028'],
    ['122028', '122028'],
    ['3/30', '032030'],
    ['13/28', undefined],
    ['', undefined],
    ['12', undefined],
  ])('%s is the expiry %s', (typed, expiry) => expect(parseExpiry(typed)).toBe(expiry))

  it('is valid until the end of its month', () => {
    expect(isExpired('012026', Date.UTC(2026, 0, 31, 23))).toBe(false)
    expect(isExpired('012026', Date.UTC(2026, 1, 1))).toBe(true)
  })

  it('has a three-digit security code, or four digits on American Express', () => {
    const parse = (number: string, cvc: string) =>
      parseTypedCard({ number, cvc, expiry: '12/34', name: '' }, Date.UTC(2026, 0, 1))
    expect(parse('375987000169677', '1234')).toHaveProperty('card')
    expect(parse('375987000169677', '123')).toHaveProperty('card')
    expect(parse('4111111111111111', '1234')).toHaveProperty('problems.cvc')
    expect(parse('4111111111111111', '12a')).toHaveProperty('problems.cvc')
  })
})
