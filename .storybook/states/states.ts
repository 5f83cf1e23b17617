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

/** When each notice appears. A new notice does not compile without an entry. */
export const NOTICES = {
  offline: 'pressed without a network connection',
  unreachable: 'no answer within 30 s of the press',
  amount_changed: 'the price changed since the page was loaded',
  quote_expired: 'the quote expired',
  consent_changed: 'the shop changed the consent text',
  cvc_required: 'the security code is missing but required',
  cvc_malformed: 'the digits cannot be a security code',
  cvc_not_accepted: 'the shop no longer accepts a security code',
  too_many_attempts: 'too many presses, or three incorrect security codes',
  signed_out: 'the session ended since the page was loaded',
  unavailable: 'the shop cannot start payments at the moment',
  refused: 'a problem without a message of its own',
  not_cancelled: 'an open payment could not be cancelled',
} as const satisfies Record<NoticeKind, string>

/** Whether `kind` is the name of a notice. */
export function isNotice(kind: string | undefined): kind is NoticeKind {
  return kind !== undefined && kind in NOTICES
}

/** The states of the flow that are not a payment status: the work in progress in this browser. */
export const LOCAL_STATES = ['ready', 'paying', 'polling', 'leaving', 'cancelling'] as const satisfies Exclude<
  FlowState,
  PaymentStatus
>[]

/** Whether a customer can run into a problem; the others can only be caused by a bug in the shop. */
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

/** Cases that the stories cover beyond the states of the types. */
const CASES = [
  'no card',
  'one card',
  'several cards',
  'expired card',
  'card expires soon',
  'unknown brand',
  'incorrect security code',
  'confirming for over a minute',
  'step-up',
  'another tab',
  'succeeded and saved',
  'loading',
  'no saved cards',
  'removing a card',
  'declined on the hosted page',
  'hosted page',
  'pay, save and pay again',
] as const

const list = (kind: string, names: readonly string[]) => names.map((name) => `${kind}:${name}`)

/**
 * Every state that needs a story, as `kind:name`. Most come from the contract's lists and the kit's types, so a new state
 * without a story fails a test.
 */
export const STATES: readonly string[] = [
  ...list('state', [...PAYMENT_STATUSES, ...LOCAL_STATES]),
  ...list('reason', DECLINE_REASONS),
  ...list('advice', DECLINE_ADVICE),
  ...list('notice', Object.keys(NOTICES)),
  ...list('card', CARD_STATES),
  ...list('cvc', CVC_RULES),
  ...list(
    'problem',
    Object.entries(PROBLEMS).flatMap(([code, isVisible]) => (isVisible ? [code] : [])),
  ),
  ...list('case', CASES),
]
