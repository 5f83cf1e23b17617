import {
  CARD_STATES,
  CVC_RULES,
  DECLINE_ADVICE,
  DECLINE_REASONS,
  PAYMENT_STATUSES,
  type PaymentStatus,
  type ProblemCode,
} from '@cardfile/contract'
import type { FlowState, NoticeKind } from '@cardfile/react'

/** What every notice is about; a new one does not compile without. */
export const NOTICES = {
  offline: 'a press without a network',
  unreachable: 'no answer within 30 s',
  amount_changed: 'the price moved since the page was opened',
  quote_expired: 'the page was open for more than 30 minutes',
  consent_changed: 'the shop changed the words about saving a card',
  cvc_required: 'no security code where the shop asks for one',
  cvc_malformed: 'digits that cannot be a security code',
  cvc_not_accepted: 'a security code that the shop asks for no longer',
  too_many_attempts: 'too many presses, or three wrong codes',
  signed_out: 'the session ended since the page was opened',
  unavailable: 'the shop starts no payment at the moment',
  refused: 'a refusal that only a mistake in the shop can cause',
  not_cancelled: 'giving up an open payment failed',
} as const satisfies Record<NoticeKind, string>

/** Whether a notice is called so. */
export function isNotice(kind: string | undefined): kind is NoticeKind {
  return kind !== undefined && kind in NOTICES
}

/** What this browser is doing, besides the statuses of a payment. */
export const DOINGS = ['ready', 'paying', 'polling', 'leaving', 'cancelling'] as const satisfies Exclude<
  FlowState,
  PaymentStatus
>[]

/** Whether a customer can meet a refusal, or only a mistake in the shop can cause it. */
const PROBLEMS = {
  amount_changed: true,
  consent_changed: true,
  payment_in_progress: true,
  already_paid: true,
  cvc_required: true,
  cvc_not_accepted: true,
  cvc_malformed: false,
  too_many_attempts: true,
  unauthenticated: true,
  unavailable: true,
  not_found: true,
  invalid_request: false,
  forbidden_origin: false,
  method_not_allowed: false,
  payload_too_large: false,
  unsupported_media_type: false,
  idempotency_mismatch: false,
} as const satisfies Record<ProblemCode, boolean>

/** What the shop window promises to show besides. */
const SENTENCES = [
  'no card',
  'one card',
  'several cards',
  'expired card',
  'card that expires soon',
  'brand unknown',
  'wrong security code',
  'confirming for long',
  'step-up',
  'second tab',
  'succeeded and saved',
  'loading',
  'empty account',
  'removing a card',
  'declined on the payment page',
  'hosted page',
  'pay, save and pay again',
] as const

const list = (kind: string, names: readonly string[]) => names.map((name) => `${kind}:${name}`)

/**
 * Every state that must be told by a story, as `kind:name`. Most are read off the contract's own lists and the kit's own
 * types, so that a new one is missed at once.
 */
export const STATES: readonly string[] = [
  ...list('state', [...PAYMENT_STATUSES, ...DOINGS]),
  ...list('reason', DECLINE_REASONS),
  ...list('advice', DECLINE_ADVICE),
  ...list('notice', Object.keys(NOTICES)),
  ...list('card', CARD_STATES),
  ...list('cvc', CVC_RULES),
  ...list(
    'problem',
    Object.entries(PROBLEMS).flatMap(([code, isMet]) => (isMet ? [code] : [])),
  ),
  ...list('sentence', SENTENCES),
]
