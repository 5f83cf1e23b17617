import { ADVICE_FOR, type DeclineReason, type Payment } from '@cardfile/contract'
import { expect, it } from 'vitest'
import { mastercard, visa } from '../testing/fixtures.ts'
import { newCard, selectionOf } from './selection.ts'

/** Whether the card stays selected after each decline. A new reason does not compile without an entry. */
const STAYS_SELECTED: Readonly<Record<DeclineReason, boolean>> = {
  insufficient_funds: true,
  card_declined: true,
  cvc_incorrect: true,
  card_expired: false,
  authentication_failed: true,
  card_not_supported: false,
  saved_card_invalid: false,
  processing_error: true,
}

const declined = (reason: DeclineReason): Payment => ({
  id: 'payment-1',
  checkoutId: 'order-1042',
  status: 'declined',
  decline: { reason, advice: ADVICE_FOR[reason] },
  amount: { value: 1295, currency: 'EUR' },
  method: { type: 'saved-card', cardId: visa.id, brand: visa.brand, last4: visa.last4 },
  mayPayAgain: true,
  updatedAt: '2026-11-22T12:00:00.000Z',
})

it.each(Object.entries(STAYS_SELECTED))('after %s the card stays selected: %s', (reason, stays) => {
  const cards = [visa, mastercard]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table above
  const payment = declined(reason as DeclineReason)
  expect(selectionOf(cards, { selected: visa.id, paymentId: null }, payment)).toBe(stays ? visa.id : mastercard.id)
  // The customer chooses it again, knowing of the decline.
  expect(selectionOf(cards, { selected: visa.id, paymentId: payment.id }, payment)).toBe(visa.id)
})

it('falls back to a new card where the only card has a final decline', () => {
  expect(selectionOf([visa], null, declined('card_expired'))).toBe(newCard)
})
