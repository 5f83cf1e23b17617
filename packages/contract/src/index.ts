export { checkoutSchema, consentSchema, quoteSchema, type Checkout, type Consent } from './checkout.ts'
export { isCvc } from './cvc.ts'
export { healthSchema, type Health } from './health.ts'
export { amountValueSchema, currencySchema, formatMoney, isSameMoney, moneySchema, type Money } from './money.ts'
export { IDEMPOTENCY_KEY_HEADER, idempotencyKeySchema, payBodySchema, payMethodSchema, type PayBody } from './pay.ts'
export {
  ADVICE_FOR,
  DECLINE_ADVICE,
  DECLINE_REASONS,
  declineSchema,
  PAYMENT_STATUSES,
  paymentMethodSchema,
  paymentSchema,
  PLAIN_STATUSES,
  type Decline,
  type DeclineAdvice,
  type DeclineReason,
  type Payment,
  type PaymentMethod,
  type PaymentStatus,
} from './payment.ts'
export { PROBLEM_STATUS, problemSchema, type Problem, type ProblemCode } from './problem.ts'
export { routes, type Route } from './routes.ts'
export {
  CARD_STATES,
  CVC_RULES,
  savedCardSchema,
  savedCardsSchema,
  type CardState,
  type CvcRule,
  type SavedCard,
} from './saved-card.ts'
