import {
  DECLINE_REASONS,
  isCvc,
  PLAIN_STATUSES,
  type Checkout,
  type Consent,
  type DeclineReason,
  type Money,
  type PayBody,
  type Payment,
  type PaymentStatus,
  type SavedCard,
} from '@cardfile/contract'
import { FakeRefusal } from './fake-problem.ts'
import { changedConsent, consent, newlySavedCard } from './fixtures.ts'
import { ADVICE, type Scenario } from './scenarios.ts'

/** What the fake shop starts from. */
export interface FakeShopOptions {
  readonly scenario: Scenario
  readonly cards: readonly SavedCard[]
  readonly checkoutId: string
  readonly amount: Money
  readonly description: string
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

/** The fake shop: one customer, one checkout, and what became of it. */
export function createFakeShop(options: FakeShopOptions) {
  const { checkoutId, description } = options
  let { scenario } = options
  let cards = [...options.cards]
  let amount = options.amount
  let words: Consent = consent
  let quotes = 1
  let ticks = 0
  let looks = 0
  const payments: Payment[] = []
  const keys = new Map<string, { readonly intent: string; readonly paymentId: string }>()

  const quoteOf = () => `quote-${checkoutId}-${amount.value}-${quotes}`
  // Time passes with each change and never by itself.
  const now = () => new Date(Date.UTC(2026, 10, 22, 12, 0, (ticks += 1))).toISOString()
  const current = () => payments.at(-1) ?? null
  const put = (payment: Payment) => {
    const at = payments.findIndex(({ id }) => id === payment.id)
    payments[at === -1 ? payments.length : at] = payment
    return payment
  }

  const become = (payment: Pick<Payment, 'id' | 'amount' | 'method'>, outcome: Outcome): Payment => {
    const { id, method } = payment
    const shared = { id, checkoutId, amount: payment.amount, method, updatedAt: now(), mayPayAgain: false }
    const reason = DECLINE_REASONS.find((known) => known === outcome)
    if (reason !== undefined || outcome === 'declined') {
      const decline = { reason: reason ?? 'card_declined', advice: ADVICE[reason ?? 'card_declined'] }
      return put({ ...shared, status: 'declined', mayPayAgain: true, decline })
    }
    if (outcome === 'redirect') {
      return put({ ...shared, status: 'redirect', redirectUrl: `https://gateway.example/pay/${id}` })
    }
    const status = PLAIN_STATUSES.find((plain) => plain === outcome) ?? 'confirming'
    if (status === 'succeeded' && method.type === 'new-card' && method.saving) keep(newlySavedCard)
    return put({ ...shared, status, mayPayAgain: status === 'cancelled' || status === 'expired' })
  }
  const keep = (card: SavedCard) => {
    if (!cards.some(({ id }) => id === card.id)) cards = [...cards, { ...card, isDefault: cards.length === 0 }]
  }
  const begin = (method: Payment['method'], outcome: Outcome) =>
    become({ id: `payment-${payments.length + 1}`, amount, method }, outcome)

  if (options.payment !== null) {
    const [card] = cards
    begin(
      card === undefined
        ? { type: 'new-card', saving: true }
        : { type: 'saved-card', cardId: card.id, brand: card.brand, last4: card.last4 },
      options.payment,
    )
  }

  /** What a look at the gateway finds. */
  const repair = () => {
    const payment = current()
    if (payment?.status !== 'confirming' || scenario !== 'confirms_late') return
    looks += 1
    if (looks >= 3) become(payment, 'succeeded')
  }

  const outcomeOf = (code: string | undefined): Outcome => {
    const scripted = OUTCOMES[scenario] ?? DECLINE_REASONS.find((reason) => reason === scenario)
    return scripted ?? (code !== undefined && /^0+$/.test(code) ? 'cvc_incorrect' : 'succeeded')
  }

  const checkPrice = (body: PayBody) => {
    if (scenario === 'price_changes' && quotes === 1) amount = { ...amount, value: amount.value + 150 }
    if ((scenario === 'price_changes' || scenario === 'quote_expires') && quotes === 1) quotes = 2
    if (body.quote === quoteOf()) return
    if (!body.quote.startsWith(`quote-${checkoutId}-`)) throw new FakeRefusal('invalid_request')
    throw new FakeRefusal('amount_changed', { amount, quote: quoteOf() })
  }
  const checkConsent = (method: PayBody['method']) => {
    if (scenario === 'consent_changes') words = changedConsent
    if (method.type === 'new-card' && method.save !== null && method.save.consentVersion !== words.version) {
      throw new FakeRefusal('consent_changed', { consent: words })
    }
  }
  return {
    get scenario() {
      return scenario
    },
    play(next: Scenario) {
      scenario = next
    },
    /** The checkout as `GET /checkouts/{id}` answers it. */
    getCheckout(id: string): Checkout {
      if (id !== checkoutId) throw new FakeRefusal('not_found')
      repair()
      return { checkoutId, description, amount, quote: quoteOf(), cards, consent: words, payment: current() }
    },
    pay(body: PayBody, key: string): { payment: Payment; isNew: boolean } {
      const { cvc, ...method } = { cvc: undefined, ...body.method }
      const intent = JSON.stringify([body.checkoutId, method])
      const known = keys.get(key)
      if (known !== undefined) {
        if (known.intent !== intent) throw new FakeRefusal('idempotency_mismatch')
        return { payment: this.getPayment(known.paymentId), isNew: false }
      }
      const card = method.type === 'saved-card' ? cards.find(({ id }) => id === method.cardId) : null
      if (body.checkoutId !== checkoutId || card === undefined) throw new FakeRefusal('not_found')
      const open = current()
      if (open !== null && !open.mayPayAgain) {
        const isPaid = open.status === 'succeeded' || open.status === 'surplus'
        throw new FakeRefusal(isPaid ? 'already_paid' : 'payment_in_progress', { payment: open })
      }
      checkPrice(body)
      checkConsent(body.method)
      if (card !== null) checkCvc(card, cvc)
      if (scenario === 'too_many_attempts') throw new FakeRefusal('too_many_attempts', {}, { 'retry-after': '3600' })
      if (scenario === 'unavailable') throw new FakeRefusal('unavailable')
      const payment =
        card === null
          ? begin(
              { type: 'new-card', saving: body.method.type === 'new-card' && body.method.save !== null },
              'redirect',
            )
          : begin({ type: 'saved-card', cardId: card.id, brand: card.brand, last4: card.last4 }, outcomeOf(cvc))
      keys.set(key, { intent, paymentId: payment.id })
      return { payment, isNew: true }
    },
    getPayment(id: string): Payment {
      repair()
      const payment = payments.find((one) => one.id === id)
      if (payment === undefined) throw new FakeRefusal('not_found')
      return payment
    },
    cancelPayment(id: string): Payment {
      const payment = this.getPayment(id)
      return payment.status === 'redirect' ? become(payment, 'cancelled') : payment
    },
    /** Moves a payment on, as the gateway would. */
    settle(id: string, outcome: Outcome): Payment {
      return become(this.getPayment(id), outcome)
    },
    listCards: () => ({ cards }),
    removeCard(id: string): void {
      if (!cards.some((card) => card.id === id)) throw new FakeRefusal('not_found')
      cards = cards.filter((card) => card.id !== id)
    },
    setDefault(id: string) {
      const card = cards.find((one) => one.id === id)
      if (card === undefined) throw new FakeRefusal('not_found')
      if (card.state === 'expired') throw new FakeRefusal('invalid_request')
      cards = cards.map((one) => ({ ...one, isDefault: one.id === id }))
      return { cards }
    },
    changePrice(value: number): void {
      amount = { ...amount, value }
      quotes += 1
    },
  }
}

function checkCvc(card: SavedCard, code: string | undefined): void {
  if (code === undefined) {
    if (card.cvc === 'required') throw new FakeRefusal('cvc_required')
  } else if (card.cvc === 'never') throw new FakeRefusal('cvc_not_accepted')
  else if (!isCvc(code)) throw new FakeRefusal('cvc_malformed')
}
