import {
  DECLINE_REASONS,
  PLAIN_STATUSES,
  type Checkout,
  type Consent,
  type DeclineReason,
  type Health,
  type Money,
  type PayBody,
  type Payment,
  type PaymentStatus,
  type SavedCard,
} from '@cardfile/contract'
import { type Agreement, createFakeCards } from './fake-cards.ts'
import { createFakeCheckout, type FakeCheckout } from './fake-checkout.ts'
import { FakeProblemError } from './fake-problem.ts'
import { changedConsent, consent, newlySavedCard } from './fixtures.ts'
import type { Scenario } from './scenarios.ts'

/** Options of the fake shop. */
export interface FakeShopOptions {
  readonly scenario: Scenario
  readonly cards: readonly SavedCard[]
  readonly checkoutId: string
  readonly amount: Money
  readonly description: string
  readonly quoteLifetimeMs: number
  /** The status of a payment that exists before the page opens. */
  readonly payment: PaymentStatus | null
}

type Outcome = PaymentStatus | DeclineReason

/** Outcomes of a saved-card payment that are neither a success nor the decline of the scenario's name. */
const OUTCOMES: Partial<Record<Scenario, Outcome>> = {
  step_up: 'redirect',
  confirms_late: 'confirming',
  stays_unknown: 'confirming',
  review: 'review',
  charged_twice: 'surplus',
}

/** Creates the fake shop: one customer with checkouts, cards and payments. */
export function createFakeShop(options: FakeShopOptions) {
  let { scenario } = options
  let currentConsent: Consent = consent
  let ticks = 0
  let polls = 0
  const cards = createFakeCards(options.cards)
  const first = createFakeCheckout(options.checkoutId, options.description, options.amount)
  const checkouts: FakeCheckout[] = [first]
  const payments: Payment[] = []
  /** Consents to save a card, by payment, until the payment is cancelled. */
  const agreements = new Map<string, Agreement>()
  const keys = new Map<string, { readonly intent: string; readonly paymentId: string }>()

  // The clock advances with each change only, so that tests are deterministic.
  const now = () => new Date(Date.UTC(2026, 10, 22, 12, 0, (ticks += 1))).toISOString()
  const current = (checkoutId: string) => payments.findLast((payment) => payment.checkoutId === checkoutId) ?? null
  const requireCheckout = (id: string) => {
    const checkout = checkouts.find((one) => one.id === id)
    if (checkout === undefined) throw new FakeProblemError('not_found')
    return checkout
  }
  const store = (payment: Payment) => {
    const at = payments.findIndex(({ id }) => id === payment.id)
    payments[at === -1 ? payments.length : at] = payment
    return payment
  }

  const become = (payment: Pick<Payment, 'id' | 'checkoutId' | 'amount' | 'method'>, outcome: Outcome): Payment => {
    const { id, checkoutId, amount, method } = payment
    const shared = { id, checkoutId, amount, method, updatedAt: now(), mayPayAgain: false }
    const cardId = method.type === 'saved-card' ? method.cardId : undefined
    if (cardId !== undefined) cards.countCvc(cardId, outcome)
    const redirect = { ...shared, status: 'redirect', redirectUrl: `https://gateway.example/pay/${id}` } as const
    const reason = DECLINE_REASONS.find((known) => known === outcome)
    // After a decline on the gateway's page the payment stays open: the customer may retry there.
    if (reason !== undefined && cardId === undefined) {
      return store({ ...redirect, decline: cards.toDecline(reason, cardId) })
    }
    if (reason !== undefined || outcome === 'declined') {
      const decline = cards.toDecline(reason ?? 'card_declined', cardId)
      return store({ ...shared, status: 'declined', mayPayAgain: true, decline })
    }
    if (outcome === 'redirect') return store(redirect)
    const status = PLAIN_STATUSES.find((plain) => plain === outcome) ?? 'confirming'
    const agreement = agreements.get(id)
    if (status === 'succeeded' && agreement !== undefined) cards.keep(newlySavedCard, agreement)
    return store({ ...shared, status, mayPayAgain: status === 'cancelled' || status === 'expired' })
  }
  const begin = (
    { id: checkoutId, amount }: FakeCheckout,
    method: Payment['method'],
    outcome: Outcome,
    replaces?: string,
  ) => {
    const id = `payment-${payments.length + 1}`
    if (method.type === 'new-card' && method.saving) agreements.set(id, cards.agree(replaces))
    return become({ id, checkoutId, amount, method }, outcome)
  }

  if (options.payment !== null) {
    const [card] = options.cards
    begin(first, card === undefined ? { type: 'new-card', saving: true } : toMethod(card), options.payment)
  }

  /** Polls the gateway. */
  const poll = (payment: Payment | null | undefined) => {
    if (payment?.status !== 'confirming' || scenario !== 'confirms_late') return
    polls += 1
    if (polls >= 3) become(payment, 'succeeded')
  }

  const outcomeOf = (cvc: string | undefined): Outcome => {
    const scripted = OUTCOMES[scenario] ?? DECLINE_REASONS.find((reason) => reason === scenario)
    return scripted ?? (cvc !== undefined && /^0+$/.test(cvc) ? 'cvc_incorrect' : 'succeeded')
  }

  const checkConsent = (method: PayBody['method']) => {
    if (scenario === 'consent_changes') currentConsent = changedConsent
    if (method.type !== 'new-card' || method.save === null) return
    const { consentVersion, locale } = method.save
    if (consentVersion !== currentConsent.version || locale !== currentConsent.locale) {
      throw new FakeProblemError('consent_changed', { consent: currentConsent })
    }
  }

  const requireUnpaid = (checkoutId: string) => {
    const open = current(checkoutId)
    if (open === null || open.mayPayAgain) return
    const isPaid = open.status === 'succeeded' || open.status === 'surplus'
    throw new FakeProblemError(isPaid ? 'already_paid' : 'payment_in_progress', { payment: open })
  }

  const find = (id: string) => payments.find((payment) => payment.id === id)
  const getPayment = (id: string): Payment => {
    poll(find(id))
    const payment = find(id)
    if (payment === undefined) throw new FakeProblemError('not_found')
    return payment
  }

  return {
    cards,
    get scenario() {
      return scenario
    },
    play(next: Scenario) {
      scenario = next
    },
    newCheckout(amount: Money): string {
      const id = `${first.id}-${checkouts.length + 1}`
      checkouts.push(createFakeCheckout(id, first.description, amount))
      return id
    },
    changePrice: (value: number, checkoutId: string) => requireCheckout(checkoutId).changePrice(value),
    /** The checkout as `GET /checkouts/{id}` answers it. */
    getCheckout(id: string): Checkout {
      const checkout = requireCheckout(id)
      poll(current(id))
      return {
        checkoutId: id,
        description: checkout.description,
        amount: checkout.amount,
        quote: checkout.quote(),
        quoteExpiresAt: new Date(Date.now() + options.quoteLifetimeMs).toISOString(),
        cards: cards.list(),
        consent: currentConsent,
        payment: current(id),
      }
    },
    pay(body: PayBody, key: string): { payment: Payment; isNew: boolean } {
      const { cvc, ...method } = { cvc: undefined, ...body.method }
      const intent = JSON.stringify([body.checkoutId, method])
      const known = keys.get(key)
      if (known !== undefined) {
        if (known.intent !== intent) throw new FakeProblemError('idempotency_mismatch')
        return { payment: getPayment(known.paymentId), isNew: false }
      }
      const checkout = requireCheckout(body.checkoutId)
      const card = method.type === 'saved-card' ? cards.requireCard(method.cardId) : null
      const save = method.type === 'new-card' ? method.save : null
      if (save?.replaces !== undefined) cards.requireCard(save.replaces)
      requireUnpaid(checkout.id)
      checkout.checkQuote(body.quote, scenario)
      checkConsent(body.method)
      if (card !== null) cards.checkCvc(card, cvc)
      if (scenario === 'too_many_attempts')
        throw new FakeProblemError('too_many_attempts', {}, { 'retry-after': '3600' })
      if (scenario === 'unavailable') throw new FakeProblemError('unavailable')
      const payment =
        card === null
          ? begin(checkout, { type: 'new-card', saving: save !== null }, 'redirect', save?.replaces)
          : begin(checkout, toMethod(card), outcomeOf(cvc))
      keys.set(key, { intent, paymentId: payment.id })
      return { payment, isNew: true }
    },
    getPayment,
    cancelPayment(id: string): Payment {
      const payment = getPayment(id)
      if (payment.status !== 'redirect') return payment
      agreements.delete(id)
      return become(payment, 'cancelled')
    },
    /** Sets the outcome of a payment, as the gateway would. */
    settle: (id: string, outcome: Outcome): Payment => become(getPayment(id), outcome),
    getHealth(): Health {
      const count = (...statuses: readonly PaymentStatus[]) =>
        payments.filter(({ status }) => statuses.includes(status)).length
      return {
        open: count('redirect', 'confirming'),
        confirming: count('confirming'),
        surplus: count('surplus'),
        review: count('review'),
        oldestOpenSeconds: 0,
        outboxLagSeconds: 0,
        gateway: 'ok',
      }
    },
  }
}

function toMethod({ id, brand, last4 }: SavedCard): Payment['method'] {
  return { type: 'saved-card', cardId: id, brand, last4 }
}
