import type { DeclineReason } from '@cardfile/contract'
import type { PaymentKind } from '../../state-machine/payment-state.ts'

/** Leading code of a transaction's `reason` (Cost+ testing page, "Error codes"; the last three are its processor's). */
const REASONS: Readonly<Record<string, DeclineReason>> = {
  ERROR_CARD_CVV_NOT_VALID: 'cvc_incorrect',
  INVALID_CARD_CVV: 'cvc_incorrect',
  ERROR_CARD_EXPIRED: 'card_expired',
  INVALID_CARD_EXPIRATION_DATE: 'card_expired',
  ERROR_CARD_AUTHENTICATION_FAILURE: 'authentication_failed',
  ERROR_3DS_AUTHENTICATION_FAILURE: 'authentication_failed',
  ERROR_CARD_NOT_AUTHENTICATED: 'authentication_failed',
  ERROR_CARD_NOT_SUPPORTED_FOR_ECOMMERCE: 'card_not_supported',
  ERROR_CARD_TYPE_DISABLED: 'card_not_supported',
  ERROR_TRANSACTION_TYPE_NOT_ALLOWED_BY_SELLER: 'card_not_supported',
  ERROR_TRANSACTION_TYPE_NOT_SUPPORTED: 'card_not_supported',
  ERROR_CARD_INFORMATION_NOT_VALID: 'card_declined',
  ERROR_TRANSACTION_REJECTED_BY_CARD_PROCESSOR: 'card_declined',
}

/** Card network response codes that say more than "no". Stolen and lost cards stay among the plain declines. */
const NETWORK_REASONS: Readonly<Record<string, DeclineReason>> = { '51': 'insufficient_funds', '54': 'card_expired' }

/** Maps Cost+'s open-ended `reason` to the contract's closed list. An unrecognised code is a `processing_error`. */
export function toDeclineReason(reason: string, networkCode: string | undefined, kind: PaymentKind): DeclineReason {
  const [leading = ''] = reason.split(/[^A-Z0-9_]/, 1)
  const code = /\[(\d{2})\]/.exec(reason)?.[1] ?? /\b(\d{2})$/.exec(reason)?.[1] ?? networkCode
  const ofNetwork = NETWORK_REASONS[code ?? '']
  if (ofNetwork !== undefined) return ofNetwork
  if (leading === 'ERROR_CARD_NOT_VALID' && kind === 'one_click') return 'saved_card_invalid'
  return REASONS[leading] ?? (code !== undefined && networkCode !== undefined ? 'card_declined' : 'processing_error')
}
