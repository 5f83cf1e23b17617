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
import { FakeRefusal } from './fake-problem.ts'
import { changedConsent, consent, newlySavedCard } from './fixtures.ts'
import type { Scenario } from './scenarios.ts'

/** What the fake shop starts from. */
export interface FakeShopOptions {
  readonly scenario: Scenario
  readonly cards: readonly SavedCard[]
  readonly checkoutId: string
  readonly amount: Money
  readonly description: string
  readonly quoteLifetimeMs: number
  /** The state of a payment that was begun before the page was opened. */
  readonly payment: PaymentStatus | null
}

type Outcome = PaymentStatus | DeclineReason

/** What becomes of a saved card, where that is neither a success nor the decline of the same name. */
const OUTCOMES: Partial<Record<Scenario, Outcome>> = {
  step_up: 'redirect',
  confirms_late: 'confirming',
  stays_unknown: 'confirming',
  held: 'review',
  charged_twice: 'surplus',
}

/** The fake shop: one customer, what is to be paid, and what became of it. */
export function createFakeShop(options: FakeShopOptions) {
  let { scenario } = options
  let words: Consent = consent
  let ticks = 0
  let looks = 0
  const cards = createFakeCards(options.cards)
  const first = createFakeCheckout(options.checkoutId, options.description, options.amount)
  const checkouts: FakeCheckout[] = [first]
  const payments: Payment[] = []
  /** What is to be saved with a payment, until the customer gives it up. */
  const agreements = new Map<string, Agreement>()
  const keys = new Map<string, { readonly intent: string; readonly paymentId: string }>()

  // Time passes with each change and never by itself.
  const now = () => new Date(Date.UTC(2026, 10, 22, 12, 0, (ticks += 1))).toISOString()
  const current = (checkoutId: string) => payments.findLast((payment) => payment.checkoutId === checkoutId) ?? null
  const requireCheckout = (id: string) => {
    const checkout = checkouts.find((one) => one.id === id)
    if (checkout === undefined) throw new FakeRefusal('not_found')
    return checkout
  }
  const put = (payment: Payment) => {
    const at = payments.findIndex(({ id }) => id === payment.id)
    payments[at === -1 ? payments.length : at] = payment
    return payment
  }

  const become = (payment: Pick<Payment, 'id' | 'checkoutId' | 'amount' | 'method'>, outcome: Outcome): Payment => {
    const { id, checkoutId, amount, method } = payment
    const shared = { id, checkoutId, amount, method, updatedAt: now(), mayPayAgain: false }
    const cardId = method.type === 'saved-card' ? method.cardId : undefined
    if (cardId !== undefined) cards.noteOutcome(cardId, outcome)
    const redirect = { ...shared, status: 'redirect', redirectUrl: `https://gateway.example/pay/${id}` } as const
    const reason = DECLINE_REASONS.find((known) => known === outcome)
    // On the gateway's page the customer may try again after a decline: the payment stays open.
    if (reason !== undefined && cardId === undefined) {
      return put({ ...redirect, decline: cards.toDecline(reason, cardId) })
    }
    if (reason !== undefined || outcome === 'declined') {
      const decline = cards.toDecline(reason ?? 'card_declined', cardId)
      return put({ ...shared, status: 'declined', mayPayAgain: true, decline })
    }
    if (outcome === 'redirect') return put(redirect)
    const status = PLAIN_STATUSES.find((plain) => plain === outcome) ?? 'confirming'
    const agreement = agreements.get(id)
    if (status === 'succeeded' && agreement !== undefined) cards.keep(newlySavedCard, agreement)
    return put({ ...shared, status, mayPayAgain: status === 'cancelled' || status === 'expired' })
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

  /** What a look at the gateway finds. */
  const repair = (payment: Payment | null | undefined) => {
    if (payment?.status !== 'confirming' || scenario !== 'confirms_late') return
    looks += 1
    if (looks >= 3) become(payment, 'succeeded')
  }

  const outcomeOf = (code: string | undefined): Outcome => {
    const scripted = OUTCOMES[scenario] ?? DECLINE_REASONS.find((reason) => reason === scenario)
    return scripted ?? (code !== undefined && /^0+$/.test(code) ? 'cvc_incorrect' : 'succeeded')
  }

  const checkConsent = (method: PayBody['method']) => {
    if (scenario === 'consent_changes') words = changedConsent
    if (method.type !== 'new-card' || method.save === null) return
    const { consentVersion, locale } = method.save
    if (consentVersion !== words.version || locale !== words.locale) {
      throw new FakeRefusal('consent_changed', { consent: words })
    }
  }

  const requireUnpaid = (checkoutId: string) => {
    const open = current(checkoutId)
    if (open === null || open.mayPayAgain) return
    const isPaid = open.status === 'succeeded' || open.status === 'surplus'
    throw new FakeRefusal(isPaid ? 'already_paid' : 'payment_in_progress', { payment: open })
  }

  const find = (id: string) => payments.find((payment) => payment.id === id)
  const getPayment = (id: string): Payment => {
    repair(find(id))
    const payment = find(id)
    if (payment === undefined) throw new FakeRefusal('not_found')
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
      repair(current(id))
      return {
        checkoutId: id,
        description: checkout.description,
        amount: checkout.amount,
        quote: checkout.quote(),
        quoteExpiresAt: new Date(Date.now() + options.quoteLifetimeMs).toISOString(),
        cards: cards.list(),
        consent: words,
        payment: current(id),
      }
    },
    pay(body: PayBody, key: string): { payment: Payment; isNew: boolean } {
      const { cvc, ...method } = { cvc: undefined, ...body.method }
      const intent = JSON.stringify([body.checkoutId, method])
      const known = keys.get(key)
      if (known !== undefined) {
        if (known.intent !== intent) throw new FakeRefusal('idempotency_mismatch')
        return { payment: getPayment(known.paymentId), isNew: false }
      }
      const checkout = requireCheckout(body.checkoutId)
      const card = method.type === 'saved-card' ? cards.requireCard(method.cardId) : null
      const save = method.type === 'new-card' ? method.save : null
      if (save?.replaces !== undefined) cards.requireCard(save.replaces)
      requireUnpaid(checkout.id)
      checkout.checkQuote(body.quote, scenario)
      checkConsent(body.method)
      if (card !== null) cards.checkCode(card, cvc)
      if (scenario === 'too_many_attempts') throw new FakeRefusal('too_many_attempts', {}, { 'retry-after': '3600' })
      if (scenario === 'unavailable') throw new FakeRefusal('unavailable')
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
    /** Moves a payment on, as the gateway would. */
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
