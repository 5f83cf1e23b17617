/** A decline as it appears on a transaction. */
export interface Decline {
  /** Processor code (docs.costplus.io, Testing), followed by the network's code in brackets where there is one. */
  readonly reason: string
  /** Text to show the payer, `customer_message` on the transaction. */
  readonly customerMessage: string
  /** Two-character response code of the card network, `outcomes.processing.response_code`. */
  readonly networkCode?: string
}

const rejected = (networkCode: string, customerMessage: string): Decline => ({
  reason: `ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR [${networkCode}]`,
  customerMessage,
  networkCode,
})

/** Every decline the sandbox can answer. */
export const DECLINE_REASONS = {
  '05': rejected('05', 'Your bank did not approve this payment.'),
  '43': rejected('43', 'Your bank did not approve this payment.'),
  '51': rejected('51', 'There is not enough money on this card.'),
  '91': rejected('91', 'Your bank could not be reached.'),
  cardExpired: { reason: 'ERROR_CARD_EXPIRED', customerMessage: 'This card has expired.', networkCode: '54' },
  cvcWrong: { reason: 'ERROR_CARD_CVV_NOT_VALID', customerMessage: 'The security code is not correct.' },
  cvcNotRecognised: { reason: 'INVALID_CARD_CVV', customerMessage: 'The security code was not recognised.' },
  cardDataWrong: { reason: 'ERROR_CARD_INFORMATION_NOT_VALID', customerMessage: 'The card details are not correct.' },
  cardUnknown: { reason: 'ERROR_CARD_NOT_VALID', customerMessage: 'This saved card cannot be used any more.' },
  notForEcommerce: {
    reason: 'ERROR_CARD_NOT_SUPPORTED_FOR_ECOMMERCE',
    customerMessage: 'This card cannot be used online.',
  },
  typeDisabled: { reason: 'ERROR_CARD_TYPE_DISABLED', customerMessage: 'This type of card is not accepted here.' },
  typeNotAllowed: {
    reason: 'ERROR_TRANSACTION_TYPE_NOT_ALLOWED_BY_SELLER',
    customerMessage: 'This shop does not accept this kind of payment.',
  },
  typeNotSupported: {
    reason: 'ERROR_TRANSACTION_TYPE_NOT_SUPPORTED',
    customerMessage: 'This card does not support this kind of payment.',
  },
  authenticationFailed: {
    reason: 'ERROR_CARD_AUTHENTICATION_FAILURE',
    customerMessage: 'Transaction not authenticated, please retry.',
  },
  authenticationFailedFreeText: {
    reason: 'N:-50716:3D Secure authentication failed',
    customerMessage: 'Transaction not authenticated, please retry.',
  },
  failed: { reason: 'ERROR_TRANSACTION_FAILED', customerMessage: 'The payment failed.' },
  processing: {
    reason: 'ERROR_PROCESSING_CARD [51]',
    customerMessage: 'The card could not be charged.',
    networkCode: '51',
  },
  methodUnavailable: {
    reason: 'ERROR_TRANSACTION_TYPE_NOT_SUPPORTED',
    customerMessage: 'This payment method is not available.',
  },
} as const satisfies Record<string, Decline>

/** A key of `DECLINE_REASONS`, as a fault names it. */
export type DeclineReason = keyof typeof DECLINE_REASONS

/** Looks up a decline, typed without the literal values of its row. */
export const declineFor = (reason: DeclineReason): Decline => DECLINE_REASONS[reason]
