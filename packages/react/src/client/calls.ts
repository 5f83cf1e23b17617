import { readCards, readPayment } from './read-payment.ts'
import { send, type Transport } from './send.ts'
import { at, type CardfileClient } from './client.ts'

/** What is asked for once there is a payment or a card to do something with. */
export function createCalls(options: Transport): Omit<CardfileClient, 'getCheckout' | 'withLocale'> {
  return {
    pay: (body, { idempotencyKey, signal }) =>
      send(options, {
        path: '/payments',
        read: readPayment,
        init: {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        },
        signal,
      }),
    getPayment: (id, { signal } = {}) => send(options, { path: at('payments', id), read: readPayment, signal }),
    cancelPayment: (id, { signal } = {}) =>
      send(options, { path: `${at('payments', id)}/cancel`, read: readPayment, init: { method: 'POST' }, signal }),
    listSavedCards: ({ signal } = {}) => send(options, { path: '/cards', read: readCards, signal }),
    removeSavedCard: (id, { signal } = {}) =>
      send(options, { path: at('cards', id), read: () => {}, init: { method: 'DELETE' }, signal }),
    setDefaultCard: (id, { signal } = {}) =>
      send(options, { path: `${at('cards', id)}/default`, read: readCards, init: { method: 'PUT' }, signal }),
  }
}
