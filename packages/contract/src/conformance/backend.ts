import type { CvcRule } from '../card-states.ts'
import type { DeclineReason } from '../statuses.ts'
import type { Payment } from '../payment.ts'
import type { Money } from '../money.ts'

/** What the bank makes of a payment with a saved card. `silence`: nobody knows. `review`: held for the shop. */
export type BankAnswer = 'approval' | 'step-up' | 'silence' | 'review' | DeclineReason

/** A customer to begin with. */
export interface CustomerSetup {
  /** The saved cards, one for each state, all of them different. Default: none. */
  readonly cards?: readonly ('active' | 'expired')[]
  /** The rule for the security code of these cards. Default: `optional`. */
  readonly cvc?: CvcRule
}

/** A backend under test: what it answers, and the hands that bring about what no request of the contract can. */
export interface ConformanceBackend {
  /** The whole address it is mounted at; pages of this origin may change something. */
  readonly url: string
  /** Answers one request. */
  fetch(request: Request): Promise<Response>
  /** Headers that make a request this customer's; null is nobody. */
  as(customerId: string | null): Readonly<Record<string, string>>
  /** A customer whom nobody knows yet. */
  newCustomer(setup?: CustomerSetup): Promise<string>
  /** A checkout of this customer that has not been paid. */
  newCheckout(customerId: string, amount: Money): Promise<string>
  /** Moves the price of a checkout, in minor units. */
  changePrice(customerId: string, checkoutId: string, value: number): Promise<void>
  /** Lets time pass until `end`, the moment at which a quote of this customer ends. */
  expireQuotes(customerId: string, end: Date): Promise<void>
  /** Decides what comes of the customer's payments with saved cards from here on. Until then it is `approval`. */
  bankAnswers(customerId: string, answer: BankAnswer): Promise<void>
  /**
   * Does what the customer does at the gateway, on its page or in a step-up, and comes back where the page lets them go.
   * Resolves once the backend knows of it.
   */
  finishAtGateway(customerId: string, payment: RedirectPayment, result: 'paid' | 'declined'): Promise<void>
}

/** A payment that leads somewhere. */
export type RedirectPayment = Extract<Payment, { status: 'redirect' }>

/** One thing that every backend of the kit does. */
export interface ConformanceCase {
  /** A sentence, with the backend as its subject. */
  readonly name: string
  /** Throws a sentence when the backend does something else. A backend may run one case after the other. */
  readonly run: (backend: ConformanceBackend) => Promise<void>
}
