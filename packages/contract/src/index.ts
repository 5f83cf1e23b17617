export { CARD_STATES, CVC_RULES, type CardState, type CvcRule } from './card-states.ts'
export { checkoutSchema, consentSchema, quoteSchema, type Checkout, type Consent } from './checkout.ts'
export { isCvc } from './cvc.ts'
export { LANGUAGES, type Language } from './languages.ts'
export { healthSchema, type Health } from './health.ts'
export { formatMoney } from './format-money.ts'
export { IDEMPOTENCY_KEY_HEADER } from './idempotency-key-header.ts'
export { moneySchema, type Money } from './money.ts'
export { idempotencyKeySchema, payBodySchema, payMethodSchema, type PayBody } from './pay.ts'
export {
  ADVICE_FOR,
  DECLINE_ADVICE,
  DECLINE_REASONS,
  PAYMENT_STATUSES,
  PLAIN_STATUSES,
  type DeclineAdvice,
  type DeclineReason,
  type PaymentStatus,
} from './statuses.ts'
export {
  declineSchema,
  paymentMethodSchema,
  paymentSchema,
  type Decline,
  type Payment,
  type PaymentMethod,
} from './payment.ts'
export { PROBLEM_STATUS, problemSchema, type Problem, type ProblemCode } from './problem.ts'
export { routes, type Route } from './routes.ts'
export { isLoopback, isSafeRedirect, parseSafeUrl } from './safe-url.ts'
export { isSameMoney } from './same-money.ts'
export { savedCardSchema, savedCardsSchema, type SavedCard } from './saved-card.ts'
