export { CARD_STATES, CVC_RULES, type CardState, type CvcRule } from './card-lists.ts'
export { checkoutSchema, consentSchema, quoteSchema, type Checkout, type Consent } from './checkout.ts'
export { isCvc } from './cvc.ts'
export { healthSchema, type Health } from './health.ts'
export { formatMoney } from './format-money.ts'
export { LANGUAGES, type Language } from './languages.ts'
export { amountValueSchema, currencySchema, moneySchema, type Money } from './money.ts'
export { IDEMPOTENCY_KEY_HEADER, idempotencyKeySchema, payBodySchema, payMethodSchema, type PayBody } from './pay.ts'
export {
  ADVICE_FOR,
  DECLINE_ADVICE,
  DECLINE_REASONS,
  PAYMENT_STATUSES,
  PLAIN_STATUSES,
  type DeclineAdvice,
  type DeclineReason,
  type PaymentStatus,
} from './lists.ts'
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
export { isSameMoney } from './same-money.ts'
export { savedCardSchema, savedCardsSchema, type SavedCard } from './saved-card.ts'
