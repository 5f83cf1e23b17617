import { ConnectionReset } from '../../src/http/answer.ts'
import type { openGateway } from './gateway.ts'

type Gateway = ReturnType<typeof openGateway>

/** The body of an ordinary order. */
export const orderBody = (fields: Record<string, unknown> = {}) => ({
  currency: 'EUR',
  amount: 1295,
  webhook_url: 'https://shop.example/hook',
  transactions: [{ payment_method: 'credit-card' }],
  ...fields,
})

/** How a createOrder call ends for the caller. */
export async function createOrder(gateway: Gateway, body: unknown): Promise<{ status: number | string; text: string }> {
  try {
    const response = await gateway.send('POST', '/v1/orders/', body)
    const chunks: string[] = []
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body ?? []) chunks.push(decoder.decode(chunk, { stream: true }))
      return { status: response.status, text: chunks.join('') }
    } catch {
      return { status: 'broken', text: chunks.join('') }
    }
  } catch (error) {
    return { status: error instanceof ConnectionReset ? 'reset' : 'aborted', text: '' }
  }
}

/** The order with a reference, in its true state. */
export const findOrder = async (gateway: Gateway, reference: string) => {
  const [order] = gateway.sandbox.orders.withReference(reference)
  return order === undefined ? undefined : gateway.sandbox.orders.get(order.id)
}
