import { DECLINE_REASONS } from '@cardfile/contract'
import { expect, it } from 'vitest'
import { toDeclineReason } from './decline.ts'

const CASES = [
  ['ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [51]', undefined, 'one_click', 'insufficient_funds'],
  ['ERROR_PROCESSING_CARD [51]', undefined, 'hosted', 'insufficient_funds'],
  ['ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR', '51', 'hosted', 'insufficient_funds'],
  ['ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [05]', '05', 'hosted', 'card_declined'],
  ['ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [43]', '43', 'one_click', 'card_declined'],
  ['ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [54]', undefined, 'hosted', 'card_expired'],
  ['ERROR_CARD_CVV_NOT_VALID', undefined, 'one_click', 'cvc_incorrect'],
  ['INVALID_CARD_CVV', undefined, 'hosted', 'cvc_incorrect'],
  ['ERROR_CARD_AUTHENTICATION_FAILURE', undefined, 'hosted', 'authentication_failed'],
  ['ERROR_CARD_NOT_VALID', undefined, 'one_click', 'saved_card_invalid'],
  ['ERROR_CARD_NOT_VALID', undefined, 'hosted', 'processing_error'],
  ['ERROR_CARD_TYPE_DISABLED', undefined, 'hosted', 'card_not_supported'],
  ['ERROR_CARD_INFORMATION_NOT_VALID', undefined, 'hosted', 'card_declined'],
  ['N:-50716:3D Secure authentication failed', undefined, 'hosted', 'processing_error'],
  ['constructor', undefined, 'hosted', 'processing_error'],
  ['', undefined, 'hosted', 'processing_error'],
] as const

it.each(CASES)('reads %s (network code %s, %s) as %s', (reason, networkCode, kind, expected) => {
  expect(toDeclineReason(reason, networkCode, kind)).toBe(expected)
})

it('has a code of Cost+ for every decline reason of the contract', () => {
  expect(new Set(CASES.map(([, , , reason]) => reason))).toEqual(new Set(DECLINE_REASONS))
})
