import { expect, it } from 'vitest'
import { expectNoTrace } from '@cardfile/contract/conformance'
import { createLog } from '../../log/log.ts'
import { createCostplusGateway } from './costplus-gateway.ts'

const orderId = '5d1a4a9c-8a53-4c0e-9a5e-9a1f5d0c7b01'
const token = 'token-that-nobody-may-read'
const order = {
  id: orderId,
  status: 'completed',
  amount: 1295,
  currency: 'EUR',
  merchant_order_id: 'ref-1',
  transactions: [{ vault_token: token }],
}

/** Makes every call to a gateway that always gives the same answer. Returns the log lines. */
async function linesAfter(answer: () => Response | Promise<Response>) {
  const lines: { readonly level: string; readonly [field: string]: unknown }[] = []
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, message, ...fields })
  const log = createLog({ warn: at('warn'), error: at('error') })
  const options = { apiKey: 'key-that-nobody-may-read', mode: 'test', fetch: async () => answer() } as const
  const gateway = createCostplusGateway(options, (ms) => ms, log)
  const common = { amount: { value: 1295, currency: 'EUR' }, description: '', checkoutId: '', customerId: '' }
  const addresses = { returnUrl: '', webhookUrl: '', expiry: 'PT30M' }
  await gateway.createOrder({ ref: 'ref-1', ...common, ...addresses, method: { kind: 'hosted', saves: false } })
  await gateway.getOrder(orderId)
  await gateway.cancelOrder(orderId)
  await gateway.listOrders(new Date(0), new Date())
  expectNoTrace([token, options.apiKey], { log: JSON.stringify(lines) })
  return lines
}

const answering = (body: unknown, status = 200) => linesAfter(() => Response.json(body, { status }))
const redirecting = () => new Response(null, { status: 307, headers: { location: 'https://elsewhere.example/' } })

it('logs an unreadable answer with the request, the payment or order, and the field', async () => {
  const [created, fetched] = await answering({ ...order, amount: `${token} 12.95` })
  expect(created).toMatchObject({ level: 'error', request: 'createOrder', ref: 'ref-1', status: 200, field: 'amount' })
  expect(fetched).toMatchObject({ level: 'error', request: 'getOrder', orderId, answer: 'unreadable', field: 'amount' })
})

it.each([
  ['followed by a fetch that ignores the option', async () => redirecting()],
  [
    'rejected by the fetch itself',
    () => Promise.reject(new TypeError('fetch failed', { cause: new Error('unexpected redirect') })),
  ],
])('logs a redirect, %s', async (_, answer) => {
  const lines = await linesAfter(answer)
  expect(lines).toHaveLength(4)
  for (const { level, message } of lines)
    expect([level, message]).toEqual(['error', expect.stringContaining('redirected')])
})

it('logs an unrecognised status, with its order', async () => {
  const [created, fetched] = await answering({ ...order, status: 'under-review' })
  expect(created).toMatchObject({ level: 'error', ref: 'ref-1', orderId, orderStatus: 'under-review' })
  expect(fetched).toMatchObject({ level: 'error', orderId, orderStatus: 'under-review' })
})

it('logs each unreadable order of a list once', async () => {
  const lines = await answering([order, { ...order, amount: null }, { ...order, id: 7 }])
  const ofList = lines.filter(({ request }) => request === 'listOrders')
  expect(ofList).toMatchObject([{ level: 'error', orderId }, { level: 'error' }])
})

it.each([
  ['a server error', 503, { answer: 'no-answer', status: 503 }],
  ['too many requests', 429, { answer: 'no-answer', status: 429 }],
])('warns of %s', async (_, status, fields) => {
  expect((await answering({ error: { type: 'Error', value: token } }, status))[0]).toMatchObject({
    level: 'warn',
    ...fields,
  })
})

it('warns of a rejected request and of a reset connection', async () => {
  const rejected = await answering({ error: { type: 'ValidationError', value: token } }, 400)
  expect(rejected[0]).toMatchObject({ level: 'warn', answer: 'rejected', status: 400, ref: 'ref-1' })
  const reset = Object.assign(new Error(token), { code: 'ECONNRESET' })
  const unanswered = await linesAfter(() => Promise.reject(new TypeError('fetch failed', { cause: reset })))
  expect(unanswered[0]).toMatchObject({ level: 'warn', answer: 'no-answer', code: 'ECONNRESET', ref: 'ref-1' })
})

it('logs nothing for a sound answer', async () => {
  expect((await answering(order)).filter(({ request }) => request !== 'listOrders')).toEqual([])
  expect((await answering([order])).filter(({ request }) => request === 'listOrders')).toEqual([])
})
