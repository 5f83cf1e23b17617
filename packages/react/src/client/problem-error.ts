import type { Consent, Money, Payment, Problem, ProblemCode } from '@cardfile/contract'

/**
 * The shop's backend refused a request with problem details (RFC 9457). Carries what a screen needs to recover and nothing
 * of the request, so an error reporter that serialises it never sees a CVC.
 */
export class ProblemError extends Error {
  /** The reason, from the contract's closed list; any other string comes from a newer backend. */
  readonly code: ProblemCode | (string & {})
  /** HTTP status. */
  readonly status: number
  /** With `payment_in_progress` and `already_paid`: the payment that blocks this one. */
  readonly payment: Payment | undefined
  /** With `amount_changed`: the current price. */
  readonly amount: Money | undefined
  /** With `amount_changed`: the quote for the current price. */
  readonly quote: string | undefined
  /** With `consent_changed`: the current consent text. */
  readonly consent: Consent | undefined
  /** With `too_many_attempts`: seconds to wait. */
  readonly retryAfterSeconds: number | undefined

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.title)
    this.name = 'ProblemError'
    this.code = problem.code
    this.status = problem.status
    this.payment = problem.payment
    this.amount = problem.amount
    this.quote = problem.quote
    this.consent = problem.consent
    this.retryAfterSeconds = retryAfterSeconds
  }
}
