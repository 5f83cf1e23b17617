import { readCards, readPayment } from './read-payment.ts'
import { send, type Transport } from './send.ts'
import { at, type CardfileClient } from './client.ts'

/** What is asked for once there is a payment or a card to do something with. */
export function createCalls(options: Transport): Omit<CardfileClient, 'getCheckout' | 'withLocale'> {
  return {
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
  }
}
