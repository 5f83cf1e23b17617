import type { CvcRule } from '../card-states.ts'
import type { DeclineReason } from '../statuses.ts'
import type { Payment } from '../payment.ts'
import type { Money } from '../money.ts'

/** The outcome of payments with a saved card. `silence`: the gateway does not answer. `review`: the order does not match. */
export type BankAnswer = 'approval' | 'step-up' | 'silence' | 'review' | DeclineReason

/** The cards of a new customer. */
export interface CustomerSetup {
  /** One saved card for each state, all different. Default: none. */
  readonly cards?: readonly ('active' | 'expired')[]
  /** The CVC rule of these cards. Default: `optional`. */
  readonly cvc?: CvcRule
}

/** A backend under test: its answers, and controls for events that no request of the contract can cause. */
export interface ConformanceBackend {
  /** The absolute URL of the mount point. Pages of its origin may send state-changing requests. */
  readonly url: string
  /** Answers one request. */
  fetch(request: Request): Promise<Response>
  /** Headers that sign a request in as this customer; none for null. */
  as(customerId: string | null): Readonly<Record<string, string>>
  /** Creates a customer and returns the id. */
  newCustomer(setup?: CustomerSetup): Promise<string>
  /** Creates an unpaid checkout of this customer and returns the id. */
  newCheckout(customerId: string, amount: Money): Promise<string>
  /** Changes the price of a checkout, in minor units. */
  changePrice(customerId: string, checkoutId: string, value: number): Promise<void>
  /** Lets time pass until `end`, the moment at which a quote of this customer ends. */
  expireQuotes(customerId: string, end: Date): Promise<void>
  /** Decides the outcome of the customer's next payments with saved cards. Initially `approval`. */
  bankAnswers(customerId: string, answer: BankAnswer): Promise<void>
  /**
   * Completes the hosted payment page or the step-up as the customer does, and returns to the shop where the page allows it.
   * Resolves once the backend knows the outcome.
   */
  finishAtGateway(customerId: string, payment: RedirectPayment, result: 'paid' | 'declined'): Promise<void>
}

/** A payment that redirects the customer. */
export type RedirectPayment = Extract<Payment, { status: 'redirect' }>

/** One behaviour that every backend of the kit has. */
export interface ConformanceCase {
  /** A sentence with the backend as its subject. */
  readonly name: string
  /** Rejects with a sentence when the backend behaves differently. Run the cases of one backend in sequence. */
  readonly run: (backend: ConformanceBackend) => Promise<void>
}
