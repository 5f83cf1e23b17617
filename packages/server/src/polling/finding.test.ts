import { expect, it } from 'vitest'
import { createCostplusGateway } from '../gateway/costplus/costplus-gateway.ts'
import { fromWireOrder } from '../gateway/costplus/wire-order.ts'
import type { Order } from '../gateway/order.ts'
import { createLog } from '../log/log.ts'
import { toFinding } from './finding.ts'

const gateway = { apiKey: 'test_key', mode: 'test', projectId: 'ours' } as const
const expectations = { options: { gateway }, gateway: createCostplusGateway(gateway, (ms) => ms, createLog(undefined)) }
const asked = { ref: 'ref-1', amount: 995, currency: 'EUR' }
const order = fromWireOrder({
  id: '5d1a4a9c-8a53-4c0e-9a5e-9a1f5d0c7b01',
  status: 'completed',
  amount: 995,
  currency: 'EUR',
  merchant_order_id: 'ref-1',
  project_id: 'ours',
  flags: ['is-test'],
})

const read = (change: Partial<Order>) => toFinding(expectations, asked, { ...order, ...change }, true)?.evidence

it('accepts the order that was asked for as evidence', () => {
  expect(read({})).toEqual({ kind: 'order', fetched: true, status: 'completed', hasAddress: false })
})

it('learns nothing from an order with another reference', () => {
  expect(read({ ref: 'another' })).toBeUndefined()
  expect(read({ ref: null })).toBeUndefined()
})

it.each([
  ['amount', { amount: { value: 996, currency: 'EUR' } }],
  ['currency', { amount: { value: 995, currency: 'USD' } }],
  ['mode', { isTest: false }],
  ['project', { projectId: 'another' }],
  ['project, because it names none', { projectId: null }],
  ['capture: it is only authorised', { isAuthorisedOnly: true }],
  ['address', { redirectUrl: 'https://evil.example/pay' }],
] as const)('puts a paid order with the wrong %s into review', (_, change) => {
  expect(read(change)).toEqual({ kind: 'wrong-order', isPaid: true })
})
