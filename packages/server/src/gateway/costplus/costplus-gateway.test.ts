import { expect, it } from 'vitest'
import { createLog } from '../../log/log.ts'
import type { GatewayAnswer } from '../gateway.ts'
import { createCostplusGateway } from './costplus-gateway.ts'

const order = { id: '5d1a4a9c-8a53-4c0e-9a5e-9a1f5d0c7b01', status: 'new', amount: 1295, currency: 'EUR' }
const error = { error: { type: 'ValidationError', value: 'Something is missing.' } }

function ask(answer: () => Response | Promise<Response>) {
  const options = { apiKey: 'test_key', mode: 'test', fetch: async () => answer() } as const
  return createCostplusGateway(options, (ms) => ms, createLog(undefined)).getOrder(order.id)
}

it.each<[number, unknown, GatewayAnswer<unknown>['kind']]>([
  [200, order, 'ok'],
  [201, order, 'ok'],
  [201, { ...order, amount: 12.95 }, 'no-answer'],
  [201, [], 'no-answer'],
  [201, '<html>', 'no-answer'],
  ...([400, 401, 403, 404, 422] as const).flatMap((status): [number, unknown, 'rejected' | 'no-answer'][] => [
    [status, error, 'rejected'],
    [status, '<html>', 'no-answer'],
    [status, {}, 'no-answer'],
  ]),
  ...[301, 302, 307, 402, 408, 409, 425, 429, 500, 502, 503, 504].map((status): [number, unknown, 'no-answer'] => [
    status,
    error,
    'no-answer',
  ]),
])('reads %i with %j as %s', async (status, body, kind) => {
  expect((await ask(() => Response.json(body, { status }))).kind).toBe(kind)
})

it('reads a body with a byte order mark, or one cut in the middle, as no answer', async () => {
  const text = JSON.stringify(order)
  for (const body of [`\ufeff${text}\ufeff`, text.slice(0, -3), '', `${text}${text}`]) {
    expect((await ask(() => new Response(body))).kind).toBe('no-answer')
  }
})

it('trusts redirects to the gateway and to named hosts over https, and no others', () => {
  const options = { apiKey: 'k', mode: 'live', redirectOrigins: ['https://pay.example'] } as const
  const { isTrustedRedirect } = createCostplusGateway(options, (ms) => ms, createLog(undefined))
  const trusted = ['https://api.costplus.online/pay/1', 'https://pay.example/1']
  const others = [
    'http://api.costplus.online/pay/1',
    'https://api.costplus.online.evil.example/',
    'https://ada@pay.example/1',
    'https://pay.example:8443/1',
    'javascript:alert(1)',
    '//pay.example/1',
    '',
  ]
  expect([...trusted, ...others].filter(isTrustedRedirect)).toEqual(trusted)
})
