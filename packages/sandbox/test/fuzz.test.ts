import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WRITABLE_FIELDS } from '../src/api/order-input.ts'
import { createSandbox } from '../src/sandbox/create-sandbox.ts'
import { basic } from './support/gateway.ts'
import { checkAnswer } from './support/open-api.ts'

/** The full count runs in the soak test. */
const runs = process.env.CARDFILE_SOAK === '1' ? 100_000 : 3_000

const words = WRITABLE_FIELDS.concat(
  'amount currency transactions payment_method payment_method_details one_click_type cvc vault_token status'.split(' '),
  'first_transaction_id setup_token pan expiry_date order_line quantity merchant_order_line_id'.split(' '),
  '__proto__ constructor toString scenario fault on times card name'.split(' '),
)
const leaf = fc.oneof(
  fc.constantFrom(
    'EUR',
    'credit-card',
    'first',
    'one-click',
    'PT30M',
    'https://shop.example/',
    'manual',
    '123',
    'approve',
  ),
  fc.constantFrom(1, 1295, 0, -1, 1.5, 666051, 666064, 1e300, null, true),
  fc.string(),
  fc.jsonValue({ maxDepth: 2 }),
)
const object = (value: fc.Arbitrary<unknown>) => fc.dictionary(fc.constantFrom(...words), value, { maxKeys: 8 })
const tree = object(fc.oneof({ weight: 4, arbitrary: leaf }, object(leaf), fc.array(object(leaf), { maxLength: 3 })))
const likely = tree.map((rest) => ({ amount: 1295, currency: 'EUR', ...rest }))
const body = fc.oneof(
  { weight: 4, arbitrary: likely.map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: tree.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)

describe('random bodies', () => {
  it(
    `get a documented answer from every route that takes a body (${runs} of them)`,
    { timeout: 60_000 + runs * 10 },
    async () => {
      const sandbox = createSandbox({ apiKey: 'k', fetch: async () => new Response(), maxOrders: 200 })
      const headers = { ...basic('k'), 'content-type': 'application/json' }
      const send = (method: string, path: string, text?: string) =>
        sandbox.fetch(
          new Request(`http://sandbox.test${path}`, { method, headers, ...(text === undefined ? {} : { body: text }) }),
        )
      const create = async (more: object) => {
        const text = JSON.stringify({ amount: 1295, currency: 'EUR', ...more })
        const order: { id: string; transactions: { id: string }[] } = await (
          await send('POST', '/v1/orders/', text)
        ).json()
        return order
      }
      const card = [{ payment_method: 'credit-card' }]
      const held = await create({ capture_mode: 'manual', transactions: card })
      await sandbox.pay(held.id)
      const open = await create({ transactions: card })
      const [heldTransaction, openTransaction] = [held.transactions[0]?.id, open.transactions[0]?.id]
      const money = `/v1/orders/${held.id}/transactions/${heldTransaction}`
      const page = `/pay/${open.id}/select-payment-method`
      const routes = [
        ['POST', '/v1/orders/'],
        ['POST', '/v1/orders'],
        ['PUT', `/v1/orders/${open.id}/`],
        ['POST', '/v1/search/orders'],
        ['POST', `/v1/orders/${held.id}/refunds/`],
        ['POST', `${money}/captures/`],
        ['POST', `${money}/captures/amount`],
        ['POST', `${money}/captures/orderlines`],
        ['POST', `${money}/voids/amount`],
        ['POST', `${money}/voids/orderlines`],
        ['POST', '/v1/tokens/'],
        ['POST', `${page}/credit-card/${openTransaction}/`],
        ['POST', `${page}/`],
        ['POST', '/_sandbox/scripts'],
        ['PATCH', '/_sandbox/settings'],
        ['POST', `/_sandbox/orders/${open.id}/pay`],
        ['DELETE', `/v1/orders/${open.id}/`],
      ] as const

      // A fault scripted by a random body must not count as one of the sandbox.
      const clearFaults = () => {
        sandbox.scripts.clear()
        sandbox.configure({ listWithoutTransactions: false, unauthorizedShape: 'modern', projectWebhookUrl: null })
      }
      const scenarioAmount = /"amount":\s*6660\d\d(?!\d)/
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...routes), body, async ([method, path], text) => {
          clearFaults()
          if (scenarioAmount.test(text)) return
          const response = await send(method, path, text)
          const answer = await response.text()
          expect(response.status, `${method} ${path} ${text} ${answer}`).toBeLessThan(500)
          if (!path.startsWith('/v1')) return
          expect(
            checkAnswer(method, path, response.status, JSON.parse(answer)),
            `${method} ${path} ${text} ${answer}`,
          ).toEqual([])
        }),
        { numRuns: runs },
      )
      await sandbox.close()
    },
  )
})
