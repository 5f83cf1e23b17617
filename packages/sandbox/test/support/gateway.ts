import { expect } from 'vitest'
import { createCountingIds } from '../../src/clock/counting-ids.ts'
import { createSteppedClock } from '../../src/clock/stepped-clock.ts'
import { createSandbox } from '../../src/sandbox/create-sandbox.ts'
import type { SandboxOptions } from '../../src/sandbox/options.ts'
import { checkAnswer } from './open-api.ts'

/** The fields of a transaction that tests read. */
interface WireTransaction {
  readonly [key: string]: unknown
  readonly id: string
  readonly status: string
  readonly payment_url?: string
  readonly reason?: string
  readonly payment_method_details: Readonly<Record<string, string | undefined>>
}

/** The fields of an answer that tests read. Any may be missing from a wrong one. */
export interface WireBody {
  readonly [key: string]: unknown
  readonly id: string
  readonly status: string
  readonly flags: readonly string[]
  readonly order_url?: string
  readonly transactions: readonly [WireTransaction, ...WireTransaction[]]
  readonly error: {
    readonly status: number
    readonly type: string
    readonly value: string
    readonly property_path?: string
  }
}

/** An answer whose body has been read. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: WireBody
}

/** A webhook the merchant received. */
export interface Received {
  readonly url: string
  readonly body: Readonly<Record<string, string>>
}

/** The HTTP Basic header of an API key. */
export const basic = (key: string) => ({ authorization: `Basic ${btoa(`${key}:`)}` })

/**
 * A sandbox on a stepped clock with counted ids, and a merchant that receives its webhooks. `call` checks every answer
 * against `openapi.yaml`.
 */
export function openGateway(
  options: SandboxOptions & { readonly answerWebhook?: () => Response | Promise<Response> } = {},
) {
  const { answerWebhook = () => new Response(null, { status: 200 }), ...more } = options
  const clock = createSteppedClock()
  const received: Received[] = []
  const sandbox = createSandbox({
    apiKey: 'test_key',
    clock,
    newId: createCountingIds(),
    async fetch(input, init) {
      received.push({
        url: input instanceof Request ? input.url : input.toString(),
        body: JSON.parse(typeof init?.body === 'string' ? init.body : '{}'),
      })
      return answerWebhook()
    },
    ...more,
  })

  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    sandbox.fetch(
      new Request(`http://sandbox.test${path}`, {
        method,
        headers: { ...basic('test_key'), 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )

  const read = async (response: Response): Promise<Reply> => {
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }

  /** Calls and reads the answer, without checking it. */
  const callUnchecked = async (...args: Parameters<typeof send>) => read(await send(...args))

  /** Calls and reads the answer. Fails the test when it is not as documented. */
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply> => {
    const reply = await callUnchecked(method, path, body, headers)
    expect(checkAnswer(method, path, reply.status, reply.body), `${method} ${path}`).toEqual([])
    return reply
  }

  const create = async (fields: Record<string, unknown> = {}, transaction: Record<string, unknown> | null = {}) => {
    const transactions =
      transaction === null ? {} : { transactions: [{ payment_method: 'credit-card', ...transaction }] }
    const { status, body } = await call('POST', '/v1/orders/', {
      currency: 'EUR',
      amount: 1295,
      ...transactions,
      ...fields,
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }

  const readOrder = async (id: string) => (await call('GET', `/v1/orders/${id}/?fields[]=amount_details`)).body

  return {
    sandbox,
    clock,
    received,
    send,
    call,
    callUnchecked,
    create,
    readOrder,
    /** Saves a card on the hosted page. Returns its token and first transaction. */
    async saveCard(card = 'visa-1111', code?: string) {
      const { id } = await create({}, { one_click_type: 'first' })
      await sandbox.pay(id, { card, ...(code === undefined ? {} : { code }) })
      const { payment_method_details: details } = (await readOrder(id)).transactions[0]
      return { token: String(details.vault_token), firstTransactionId: String(details.first_transaction_id) }
    },
    oneClick: (token: string, transaction: Record<string, unknown> = {}, fields: Record<string, unknown> = {}) =>
      create(fields, { one_click_type: 'one-click', vault_token: token, ...transaction }),
  }
}
