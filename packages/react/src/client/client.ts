import {
  checkoutSchema,
  IDEMPOTENCY_KEY_HEADER,
  paymentSchema,
  savedCardsSchema,
  type Checkout,
  type PayBody,
  type Payment,
  type SavedCard,
} from '@cardfile/contract'
import { sendRequest, type ContractRequest, type Transport } from './send-request.ts'

/** Options of `createCardfileClient`. */
export type CardfileClientOptions = Transport

/** Options of every call. */
export interface CallOptions {
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The contract's routes as functions; every answer is parsed. A decline resolves, like a success. A problem rejects with
 * `ProblemError`; an answer that never came or cannot be read rejects with `NoAnswerError`.
 */
export interface CardfileClient {
  /** Everything one screen needs to have a checkout paid. */
  getCheckout(checkoutId: string, options?: CallOptions): Promise<Checkout>
  /** Pays. Call it once per press, each time with a new key. */
  pay(body: PayBody, options: CallOptions & { readonly idempotencyKey: string }): Promise<Payment>
  /** The current state of a payment. */
  getPayment(paymentId: string, options?: CallOptions): Promise<Payment>
  /** Cancels an open hosted payment. Resolves with its current state, which may be paid. */
  cancelPayment(paymentId: string, options?: CallOptions): Promise<Payment>
  /** The customer's saved cards, in display order. */
  listSavedCards(options?: CallOptions): Promise<SavedCard[]>
  /** Removes a saved card. */
  removeSavedCard(cardId: string, options?: CallOptions): Promise<void>
  /** Makes a card the default, which is offered first. Resolves with all cards. */
  setDefaultCard(cardId: string, options?: CallOptions): Promise<SavedCard[]>
  /** The same client in another language (BCP 47). */
  withLocale(locale: string): CardfileClient
}

/** Creates a client of the shop's Cardfile backend. Runs in the browser, on the server and in tests. */
export function createCardfileClient(options: CardfileClientOptions): CardfileClient {
  const send = <Answer = void>(
    path: readonly string[],
    answer: ContractRequest<Answer>['answer'],
    call: CallOptions = {},
    init: ContractRequest<Answer>['init'] = {},
  ) =>
    sendRequest<Answer>(options, {
      path: `/${path.map(encodeURIComponent).join('/')}`,
      answer,
      init,
      signal: call.signal,
    })

  return {
    getCheckout: (id, call) => send(['checkouts', id], checkoutSchema, call),
    pay: (body, call) =>
      send(['payments'], paymentSchema, call, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', [IDEMPOTENCY_KEY_HEADER]: call.idempotencyKey },
      }),
    getPayment: (id, call) => send(['payments', id], paymentSchema, call),
    cancelPayment: (id, call) => send(['payments', id, 'cancel'], paymentSchema, call, { method: 'POST' }),
    listSavedCards: async (call) => (await send(['cards'], savedCardsSchema, call)).cards,
    removeSavedCard: (id, call) => send(['cards', id], undefined, call, { method: 'DELETE' }),
    setDefaultCard: async (id, call) =>
      (await send(['cards', id, 'default'], savedCardsSchema, call, { method: 'PUT' })).cards,
    withLocale: (locale) => createCardfileClient({ ...options, locale }),
  }
}
