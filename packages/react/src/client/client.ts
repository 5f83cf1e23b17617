import type { Checkout, PayBody, Payment, SavedCard } from '@cardfile/contract'
import type { createCalls } from './calls.ts'
import { readCheckout } from './read.ts'
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

type CreateCalls = typeof createCalls
type Calls = ReturnType<CreateCalls>
let loaded: CreateCalls | undefined

/** Loads what all calls but the first one need: a page that shows a price and a button asks for nothing else. */
export async function importCalls(): Promise<CreateCalls> {
  return (loaded = (await import('./calls.ts')).createCalls)
}

/** A client of the shop's Cardfile backend. Works in the browser, on the server and in tests alike. */
export function createCardfileClient(options: CardfileClientOptions): CardfileClient {
  // Once that is loaded a request leaves in the task of its press, before React has anything to show for it.
  const call = async <Answer>(route: (calls: Calls) => Promise<Answer>) =>
    route((loaded ?? (await importCalls()))(options))
  return {
    getCheckout: (id, { signal } = {}) => send(options, { path: at('checkouts', id), read: readCheckout, signal }),
    pay: (body, how) => call((calls) => calls.pay(body, how)),
    getPayment: (id, how) => call((calls) => calls.getPayment(id, how)),
    cancelPayment: (id, how) => call((calls) => calls.cancelPayment(id, how)),
    listSavedCards: (how) => call((calls) => calls.listSavedCards(how)),
    removeSavedCard: (id, how) => call((calls) => calls.removeSavedCard(id, how)),
    setDefaultCard: (id, how) => call((calls) => calls.setDefaultCard(id, how)),
    withLocale: (locale) => createCardfileClient({ ...options, locale }),
  }
}

/** The path of one thing in a folder. */
export function at(folder: string, id: string): string {
  return `/${folder}/${encodeURIComponent(id)}`
}
