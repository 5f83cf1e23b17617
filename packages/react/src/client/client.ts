import type { Checkout, PayBody, Payment, SavedCard } from '@cardfile/contract'
import { readCards, readCheckout, readPayment } from './read.ts'
import { send, type Transport } from './send.ts'

/** Options of `createCardfileClient`. */
export type CardfileClientOptions = Transport

/** What every call takes. */
export interface CallOptions {
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The contract's routes as functions. Every answer is parsed. A decline resolves like a success; a refusal rejects with
 * `CardfileProblem`, and an answer that never came or cannot be read with `CardfileNoAnswer`.
 */
export interface CardfileClient {
  /** Everything one screen needs to have a checkout paid. */
  getCheckout(checkoutId: string, options?: CallOptions): Promise<Checkout>
  /** Pays. Send it once for each press, with a key of that press's own. */
  pay(body: PayBody, options: CallOptions & { readonly idempotencyKey: string }): Promise<Payment>
  /** The payment as it is now. */
  getPayment(paymentId: string, options?: CallOptions): Promise<Payment>
  /** Gives up an open hosted payment. Resolves with the payment as it then is, which may be paid. */
  cancelPayment(paymentId: string, options?: CallOptions): Promise<Payment>
  /** The customer's saved cards, in the order to show them. */
  listSavedCards(options?: CallOptions): Promise<SavedCard[]>
  /** Forgets a card. */
  removeSavedCard(cardId: string, options?: CallOptions): Promise<void>
  /** Makes a card the one that is offered first. Resolves with all cards. */
  setDefaultCard(cardId: string, options?: CallOptions): Promise<SavedCard[]>
  /** The same client, asking for answers in another language (BCP 47). */
  withLocale(locale: string): CardfileClient
}

/** A client of the shop's Cardfile backend. Works in the browser, on the server and in tests alike. */
export function createCardfileClient(options: CardfileClientOptions): CardfileClient {
  return {
    getCheckout: (id, { signal } = {}) =>
      send(options, { method: 'GET', path: at('checkouts', id), read: readCheckout, signal }),
    pay: (body, { idempotencyKey, signal }) =>
      send(options, {
        method: 'POST',
        path: '/payments',
        read: readPayment,
        body,
        headers: { 'idempotency-key': idempotencyKey },
        signal,
      }),
    getPayment: (id, { signal } = {}) =>
      send(options, { method: 'GET', path: at('payments', id), read: readPayment, signal }),
    cancelPayment: (id, { signal } = {}) =>
      send(options, { method: 'POST', path: `${at('payments', id)}/cancel`, read: readPayment, signal }),
    listSavedCards: ({ signal } = {}) => send(options, { method: 'GET', path: '/cards', read: readCards, signal }),
    removeSavedCard: (id, { signal } = {}) =>
      send(options, { method: 'DELETE', path: at('cards', id), read: () => {}, signal }),
    setDefaultCard: (id, { signal } = {}) =>
      send(options, { method: 'PUT', path: `${at('cards', id)}/default`, read: readCards, signal }),
    withLocale: (locale) => createCardfileClient({ ...options, locale }),
  }
}

function at(folder: string, id: string): string {
  return `/${folder}/${encodeURIComponent(id)}`
}
