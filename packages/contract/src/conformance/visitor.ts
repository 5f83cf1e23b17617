import { checkoutSchema, type Checkout } from '../checkout.ts'
import { IDEMPOTENCY_KEY_HEADER } from '../idempotency-key-header.ts'
import type { PayBody } from '../pay.ts'
import { paymentSchema, type Payment } from '../payment.ts'
import { savedCardsSchema, type SavedCard } from '../saved-card.ts'
import type { Money } from '../money.ts'
import { requireAnswer, requireDefined, requireSame } from './answer.ts'
import type { ConformanceBackend, CustomerSetup, RedirectPayment } from './backend.ts'

/** What may be said differently about one request. An undefined header is left out. */
export interface Sending {
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
}

/** What may be said differently about one press. */
export interface Press {
  readonly key?: string
  readonly quote?: string
}

/** The price of a checkout when nothing depends on it. */
export const price: Money = { value: 1295, currency: 'EUR' }

/** Pays with a card that is typed at the gateway and not saved. */
export const newCard = { type: 'new-card', save: null } as const

/** Pays with a card that is typed at the gateway and saved, by the words of this checkout. */
export function savedAfterwards({ consent }: Checkout, replaces?: SavedCard) {
  const save = { consentVersion: consent.version, locale: consent.locale }
  return { type: 'new-card', save: { ...save, ...(replaces !== undefined && { replaces: replaces.id }) } } as const
}

/** Pays with a saved card, without a security code. */
export function savedCard(card: SavedCard): { readonly type: 'saved-card'; readonly cardId: string } {
  return { type: 'saved-card', cardId: card.id }
}

/** Somebody at the backend's door, who looks at every answer for what all answers have in common. */
export type Visitor = ReturnType<typeof createVisitor>

/** @param customerId null: nobody is signed in. */
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
    requireSame(response.headers.get('cache-control'), 'no-store', `Whether ${method} ${path} may be cached`)
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
    /** Presses pay, with the quote of this moment and a key of its own. */
    press,
    newCheckout: (amount: Money = price) => backend.newCheckout(id, amount),
    changePrice: (checkoutId: string, value: number) => backend.changePrice(id, checkoutId, value),
    expireQuotes: ({ quoteExpiresAt }: Checkout) => backend.expireQuotes(id, new Date(quoteExpiresAt)),
    bankAnswers: (answer: Parameters<ConformanceBackend['bankAnswers']>[1]) => backend.bankAnswers(id, answer),
    /** Pays, and expects a new payment. */
    pay: async (checkoutId: string, method: PayBody['method'], how: Press = {}): Promise<Payment> =>
      requireAnswer(await press(checkoutId, method, how), paymentSchema, 201),
    getPayment: async (paymentId: string): Promise<Payment> =>
      requireAnswer(await send('GET', `/payments/${paymentId}`), paymentSchema),
    cancel: async (paymentId: string): Promise<Payment> =>
      requireAnswer(await send('POST', `/payments/${paymentId}/cancel`), paymentSchema),
    listCards: async (): Promise<readonly SavedCard[]> =>
      (await requireAnswer(await send('GET', '/cards'), savedCardsSchema)).cards,
    /** Goes where the payment leads, does what there is to do, and comes back. */
    finishAtGateway: (payment: Payment, result: 'paid' | 'declined' = 'paid') =>
      backend.finishAtGateway(id, requireRedirect(payment), result),
  }
}

/** Somebody new, signed in. */
export async function newVisitor(backend: ConformanceBackend, setup?: CustomerSetup): Promise<Visitor> {
  return createVisitor(backend, await backend.newCustomer(setup))
}

/** Somebody new with one saved card. */
export async function newCardholder(
  backend: ConformanceBackend,
  setup: Omit<CustomerSetup, 'cards'> = {},
): Promise<{ readonly visitor: Visitor; readonly card: SavedCard }> {
  const visitor = await newVisitor(backend, { ...setup, cards: ['active'] })
  const [card] = await visitor.listCards()
  return { visitor, card: requireDefined(card, 'The saved card that the customer came with') }
}

/** A payment that leads somewhere, or a sentence when it does not. */
export function requireRedirect(payment: Payment): RedirectPayment {
  if (payment.status !== 'redirect') throw new Error(`The payment is ${payment.status}, where it should lead on.`)
  return payment
}
