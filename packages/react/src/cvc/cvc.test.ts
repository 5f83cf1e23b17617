// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { cvcFault, cvcLength, normalizeCvc } from './cvc.ts'

describe('normalizeCvc', () => {
  it.each([
    ['123', '123'],
    [' 1 2 3 ', '123'],
    ['１２３', '123'],
    ['١٢٣', '123'],
    ['۱۲۳۴', '1234'],
    ['\u200f123\u2069', '123'],
    ['12a', '12a'],
    ['', ''],
  ])('reads %j as %j', (typed, code) => {
    expect(normalizeCvc(typed)).toBe(code)
  })
})

describe('cvcLength', () => {
  it.each([
    ['visa', 3, 3],
    ['amex', 4, 4],
    ['American Express', 4, 4],
    [null, 3, 4],
  ])('of %s is from %i to %i', (brand, least, most) => {
    expect(cvcLength(brand)).toEqual({ least, most })
  })
})

describe('cvcFault', () => {
  it.each([
    ['', 'visa', 'required', 'cvc_required'],
    ['', 'visa', 'optional', null],
    ['12', 'visa', 'optional', 'cvc_malformed'],
    ['1234', 'visa', 'required', 'cvc_malformed'],
    ['123', 'amex', 'required', 'cvc_malformed'],
    ['1234', 'amex', 'required', null],
    ['1234', null, 'required', null],
    ['12a', 'visa', 'required', 'cvc_malformed'],
  ] as const)('of %j on %s, %s, is %s', (code, brand, rule, fault) => {
    expect(cvcFault(code, brand, rule)).toBe(fault)
  })
})
