import * as v from 'valibot'
import { expect, it } from 'vitest'
import { cancelAndFetch } from './cancel-and-fetch.ts'
import type { Gateway, GatewayAnswer } from './gateway.ts'
import { fromWireOrder } from './costplus/wire-order.ts'

const id = '5d1a4a9c-8a53-4c0e-9a5e-9a1f5d0c7b01'
const rejected = { kind: 'rejected', status: 400, isKeyRejected: false } as const
const taken = { kind: 'ok', value: null } as const
const lost = { kind: 'no-answer' } as const

function shows(status: string, url?: string) {
  const address = url === undefined ? {} : { order_url: url }
  return { kind: 'ok', value: fromWireOrder({ id, status, amount: 1, currency: 'EUR', ...address }) } as const
}

function createStub(cancel: GatewayAnswer<null>, get: Awaited<ReturnType<Gateway['getOrder']>>): Gateway {
  const fail = () => Promise.reject(new Error('Nothing else is asked.'))
  return {
    createOrder: fail,
    listOrders: fail,
    probe: fail,
    cancelOrder: async () => cancel,
    getOrder: async () => get,
    webhookSchema: v.never(),
    isTrustedRedirect: () => false,
  }
}

it.each([
  ['was taken, and the order is cancelled', taken, shows('cancelled'), 'closed'],
  ['was taken, and the order is paid', taken, shows('completed'), 'open'],
  ['was taken, and the order goes on', taken, shows('processing'), 'open'],
  ['was taken, and nobody says what became of it', taken, lost, 'open'],
  ['was taken, and the order is not there', taken, { ...rejected, status: 404 }, 'open'],
  ['was lost, and the order is cancelled all the same', lost, shows('cancelled'), 'closed'],
  ['was lost, and the order has expired', lost, shows('expired'), 'closed'],
  ['was lost, and the order says error', lost, shows('error'), 'open'],
  ['was refused, and the order says error, with nowhere to go', rejected, shows('error'), 'stuck'],
  ['was refused, and the order says error, with a page', rejected, shows('error', 'https://pay.example'), 'open'],
  ['was refused, because the order is paid', rejected, shows('completed'), 'open'],
] as const)('a cancel that %s', async (_, cancel, get, expected) => {
  expect((await cancelAndFetch(createStub(cancel, get), id)).is).toBe(expected)
})
