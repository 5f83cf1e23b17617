import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { formatMoney } from './format-money.ts'
import { isSameMoney } from './same-money.ts'
import { moneySchema } from './money.ts'

it.each([
  [{ value: 1, currency: 'EUR' }, true],
  [{ value: Number.MAX_SAFE_INTEGER, currency: 'JPY' }, true],
  [{ value: 0, currency: 'EUR' }, false],
  [{ value: -1, currency: 'EUR' }, false],
  [{ value: 12.95, currency: 'EUR' }, false],
  [{ value: Number.MAX_SAFE_INTEGER + 1, currency: 'EUR' }, false],
  [{ value: Number.NaN, currency: 'EUR' }, false],
  [{ value: '1295', currency: 'EUR' }, false],
  [{ value: 1295, currency: 'eur' }, false],
  [{ value: 1295, currency: 'EURO' }, false],
  [{ value: 1295 }, false],
])('accepts %j as an amount that can be charged: %j', (money, isMoney) => {
  expect(v.is(moneySchema, money)).toBe(isMoney)
})

describe('formats money for the reader’s locale:', () => {
  it.each([
    [{ value: 1295, currency: 'EUR' }, 'en-IE', '€12.95'],
    [{ value: 1295, currency: 'EUR' }, 'de-DE', '12,95 €'],
    [{ value: 500, currency: 'JPY' }, 'en-US', '¥500'],
    [{ value: 12_345, currency: 'KWD' }, 'en-US', 'KWD 12.345'],
    [{ value: 1, currency: 'USD' }, 'en-US', '$0.01'],
    [{ value: 123_456_789, currency: 'GBP' }, 'en-GB', '£1,234,567.89'],
  ])('%j in %s is %s', (money, locale, text) => {
    // `Intl` keeps amount and currency together with a space that does not break.
    expect(formatMoney(money, locale).replaceAll('\u00a0', ' ')).toBe(text)
  })
})

it('compares money by value and by currency', () => {
  const price = { value: 1295, currency: 'EUR' }
  expect(isSameMoney(price, { ...price })).toBe(true)
  expect(isSameMoney(price, { ...price, value: 1296 })).toBe(false)
  expect(isSameMoney(price, { ...price, currency: 'USD' })).toBe(false)
})
