import { checkoutSchema, type Checkout } from '../checkout.ts'
import { IDEMPOTENCY_KEY_HEADER } from '../idempotency-key-header.ts'
import type { PayBody } from '../pay.ts'
import { paymentSchema, type Payment } from '../payment.ts'
import { savedCardsSchema, type SavedCard } from '../saved-card.ts'
import type { Money } from '../money.ts'
import { requireAnswer, requireDefined, requireSame } from './answer.ts'
import type { ConformanceBackend, CustomerSetup, RedirectPayment } from './backend.ts'

/** Overrides for one request. An undefined header is left out. */
export interface Sending {
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
}

/** Overrides for one payment request. */
export interface Press {
  readonly key?: string
  readonly quote?: string
}

/** The default price of a checkout. */
export const price: Money = { value: 1295, currency: 'EUR' }

/** A card typed on the hosted payment page and not saved. */
export const newCard = { type: 'new-card', save: null } as const

/** A card typed on the hosted payment page and saved, with the consent of this checkout. */
export function savedAfterwards({ consent }: Checkout, replaces?: SavedCard) {
  const save = { consentVersion: consent.version, locale: consent.locale }
  return { type: 'new-card', save: { ...save, ...(replaces !== undefined && { replaces: replaces.id }) } } as const
}

/** A saved card, without a CVC. */
export function savedCard(card: SavedCard): { readonly type: 'saved-card'; readonly cardId: string } {
  return { type: 'saved-card', cardId: card.id }
}

/** A client of one customer. Checks the rules that apply to every answer. */
export type Visitor = ReturnType<typeof createVisitor>

/** @param customerId null for a client without a session. */
export function createVisitor(backend: ConformanceBackend, customerId: string | null) {
  const id = customerId ?? ''

  async function send(method: string, path: string, { body, text, headers = {} }: Sending = {}): Promise<Response> {
    const content = text ?? (body === undefined ? undefined : JSON.stringify(body))
    const all: Readonly<Record<string, string | undefined>> = {
      ...(method !== 'GET' && { origin: new URL(backend.url).origin }),
      ...(content !== undefined && { 'content-type': 'application/json' }),
      ...backend.as(customerId),
      ...headers,
    }
    const given = Object.entries(all).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    )
    const request = new Request(`${backend.url}${path}`, {
      method,
      headers: given,
      ...(content !== undefined && { body: content }),
    })
    const response = await backend.fetch(request)
    requireSame(response.headers.get('cache-control'), 'no-store', `The cache-control of ${method} ${path}`)
    return response
  }

  const getCheckout = async (checkoutId: string): Promise<Checkout> =>
    requireAnswer(await send('GET', `/checkouts/${checkoutId}`), checkoutSchema)

  async function press(checkoutId: string, method: PayBody['method'], how: Press = {}): Promise<Response> {
    const quote = how.quote ?? (await getCheckout(checkoutId)).quote
    const headers = { [IDEMPOTENCY_KEY_HEADER]: how.key ?? crypto.randomUUID() }
    return send('POST', '/payments', { body: { checkoutId, quote, method }, headers })
  }

  return {
    send,
    getCheckout,
    /** Sends `POST /payments`, by default with a fresh quote and a new key. */
    press,
    newCheckout: (amount: Money = price) => backend.newCheckout(id, amount),
    changePrice: (checkoutId: string, value: number) => backend.changePrice(id, checkoutId, value),
    expireQuotes: ({ quoteExpiresAt }: Checkout) => backend.expireQuotes(id, new Date(quoteExpiresAt)),
    bankAnswers: (answer: Parameters<ConformanceBackend['bankAnswers']>[1]) => backend.bankAnswers(id, answer),
    /** Pays, and requires a new payment. */
    pay: async (checkoutId: string, method: PayBody['method'], how: Press = {}): Promise<Payment> =>
      requireAnswer(await press(checkoutId, method, how), paymentSchema, 201),
    getPayment: async (paymentId: string): Promise<Payment> =>
      requireAnswer(await send('GET', `/payments/${paymentId}`), paymentSchema),
    cancel: async (paymentId: string): Promise<Payment> =>
      requireAnswer(await send('POST', `/payments/${paymentId}/cancel`), paymentSchema),
    listCards: async (): Promise<readonly SavedCard[]> =>
      (await requireAnswer(await send('GET', '/cards'), savedCardsSchema)).cards,
    /** Follows the redirect of the payment, completes it, and returns. */
    finishAtGateway: (payment: Payment, result: 'paid' | 'declined' = 'paid') =>
      backend.finishAtGateway(id, requireRedirect(payment), result),
  }
}

/** A client of a new customer. */
export async function newVisitor(backend: ConformanceBackend, setup?: CustomerSetup): Promise<Visitor> {
  return createVisitor(backend, await backend.newCustomer(setup))
}

/** A client of a new customer with one saved card. */
export async function newCardholder(
  backend: ConformanceBackend,
  setup: Omit<CustomerSetup, 'cards'> = {},
): Promise<{ readonly visitor: Visitor; readonly card: SavedCard }> {
  const visitor = await newVisitor(backend, { ...setup, cards: ['active'] })
  const [card] = await visitor.listCards()
  return { visitor, card: requireDefined(card, 'The saved card of the customer') }
}

/** Throws a sentence unless the payment redirects the customer. */
export function requireRedirect(payment: Payment): RedirectPayment {
  if (payment.status !== 'redirect') throw new Error(`The payment is ${payment.status}, expected redirect.`)
  return payment
}
