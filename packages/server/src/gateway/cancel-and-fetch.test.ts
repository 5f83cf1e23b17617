import * as v from 'valibot'
import { expect, it } from 'vitest'
import { cancelAndFetch } from './cancel-and-fetch.ts'
import type { Gateway, GatewayAnswer } from './gateway.ts'
import { fromWireOrder } from './costplus/wire-order.ts'

const id = '5d1a4a9c-8a53-4c0e-9a5e-9a1f5d0c7b01'
const rejected = { kind: 'rejected', status: 400, isKeyRejected: false } as const
const accepted = { kind: 'ok', value: null } as const
const unanswered = { kind: 'no-answer' } as const

function shows(status: string, url?: string) {
  const address = url === undefined ? {} : { order_url: url }
  return { kind: 'ok', value: fromWireOrder({ id, status, amount: 1, currency: 'EUR', ...address }) } as const
}

function createStub(cancel: GatewayAnswer<null>, get: Awaited<ReturnType<Gateway['getOrder']>>): Gateway {
  const fail = () => Promise.reject(new Error('Only cancelOrder and getOrder are expected.'))
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
  ['was accepted, and the order is cancelled', accepted, shows('cancelled'), 'closed'],
  ['was accepted, and the order is paid', accepted, shows('completed'), 'open'],
  ['was accepted, and the order is still processing', accepted, shows('processing'), 'open'],
  ['was accepted, and the GET is not answered', accepted, unanswered, 'open'],
  ['was accepted, and the order is not found', accepted, { ...rejected, status: 404 }, 'open'],
  ['was not answered, and the order is cancelled all the same', unanswered, shows('cancelled'), 'closed'],
  ['was not answered, and the order has expired', unanswered, shows('expired'), 'closed'],
  ['was not answered, and the order says error', unanswered, shows('error'), 'open'],
  ['was rejected, and the order says error, with no page to pay on', rejected, shows('error'), 'stuck'],
  ['was rejected, and the order says error, with a page', rejected, shows('error', 'https://pay.example'), 'open'],
  ['was rejected, because the order is paid', rejected, shows('completed'), 'open'],
] as const)('a cancel that %s', async (_, cancel, get, expected) => {
  expect((await cancelAndFetch(createStub(cancel, get), id)).outcome).toBe(expected)
})
