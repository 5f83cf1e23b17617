import * as v from 'valibot'
import { consentSchema, quoteSchema } from './checkout.ts'
import { moneySchema } from './money.ts'
import { paymentSchema } from './payment.ts'

/** HTTP status of each problem code. The code is stable; titles are for logs and may change. */
export const PROBLEM_STATUS = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  amount_changed: 409,
  consent_changed: 409,
  payment_in_progress: 409,
  already_paid: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  idempotency_mismatch: 422,
  cvc_required: 422,
  cvc_not_accepted: 422,
  cvc_malformed: 422,
  too_many_attempts: 429,
  unavailable: 503,
} as const
/** The code of a problem: a closed list. */
export type ProblemCode = keyof typeof PROBLEM_STATUS

/** RFC 9457 problem details, with what the browser needs to continue. */
export const problemSchema = v.object({
  code: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.exactOptional(v.string()),
  /** With `payment_in_progress` and `already_paid`. */
  payment: v.exactOptional(paymentSchema),
  /** With `amount_changed`: the current price, and a quote for it. */
  amount: v.exactOptional(moneySchema),
  quote: v.exactOptional(quoteSchema),
  /** With `consent_changed`: the current consent text. */
  consent: v.exactOptional(consentSchema),
})
/** A problem as the backend answers it. */
export type Problem = v.InferOutput<typeof problemSchema>
