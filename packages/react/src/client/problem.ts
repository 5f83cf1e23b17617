import type { Consent, Money, Payment, Problem, ProblemCode } from '@cardfile/contract'

/**
 * The shop's backend answered, and the answer is a refusal. It carries what a screen needs to go on from here and
 * nothing of the request, so that an error reporter which serialises it can never see a security code.
 */
export class CardfileProblem extends Error {
  /** Why, from the contract's closed list; any other text comes from a newer backend. */
  readonly code: ProblemCode | (string & {})
  /** HTTP status. */
  readonly status: number
  /** With `payment_in_progress` and `already_paid`: the payment that is in the way. */
  readonly payment: Payment | undefined
  /** With `amount_changed`: the price as it is. */
  readonly amount: Money | undefined
  /** With `amount_changed`: what to pay the new price with. */
  readonly quote: string | undefined
  /** With `consent_changed`: the words as they are. */
  readonly consent: Consent | undefined
  /** With `too_many_attempts`: how long to wait. */
  readonly retryAfterSeconds: number | undefined

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.title)
    this.name = 'CardfileProblem'
    this.code = problem.code
    this.status = problem.status
    this.payment = problem.payment
    this.amount = problem.amount
    this.quote = problem.quote
    this.consent = problem.consent
    this.retryAfterSeconds = retryAfterSeconds
  }
}
