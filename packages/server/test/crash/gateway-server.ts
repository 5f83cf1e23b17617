import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createSandbox, createSteppedClock, type Sandbox, type SteppedClock } from '@cardfile/sandbox'
import * as v from 'valibot'
import { freePort } from '../support/free-port.ts'

/** The fields of an event that the tests read. */
const eventSchema = v.object({ id: v.string(), type: v.string(), paymentId: v.optional(v.string()) })
export type DeliveredEvent = v.InferOutput<typeof eventSchema>

const orderBodySchema = v.object({ merchant_order_id: v.string() })

/** The sandbox on a port, in a process that is not killed. It also receives the shop's events. */
export interface GatewayServer {
  readonly sandbox: Sandbox
  readonly clock: SteppedClock
  /** The address the shop is given. */
  readonly url: string
  readonly port: number
  /** Number of POSTs by reference. */
  readonly posts: ReadonlyMap<string, number>
  /** Every event delivered to the shop, repetitions included. */
  readonly events: readonly DeliveredEvent[]
  close(): Promise<void>
}

/**
 * @param deliver receives the webhooks.
 * @param publicUrl the address of a proxy in front of this server, if there is one.
 */
export async function startGatewayServer(deliver: typeof fetch, publicUrl?: string): Promise<GatewayServer> {
  const port = await freePort()
  const url = publicUrl ?? `http://127.0.0.1:${port}`
  const clock = createSteppedClock(new Date().toISOString())
  const posts = new Map<string, number>()
  const events: DeliveredEvent[] = []
  const sandbox = createSandbox({ apiKey: 'test_key', url, clock, fetch: deliver })

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/events') {
      events.push(v.parse(eventSchema, await request.json()))
      return Response.json({})
    }
    if (request.method !== 'POST') return sandbox.fetch(request)
    const body = await request.text()
    const { merchant_order_id: ref } = v.parse(orderBodySchema, JSON.parse(body))
    posts.set(ref, (posts.get(ref) ?? 0) + 1)
    return sandbox.fetch(new Request(request.url, { method: 'POST', headers: request.headers, body }))
  }

  const listener = getRequestListener(
    async (request, { outgoing }) => {
      try {
        return await answer(request)
      } catch {
        // A scripted reset, or a client that was killed: close the connection without an answer.
        outgoing.destroy()
        return new Promise<never>(() => {})
      }
    },
    { overrideGlobalObjects: false },
  )
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  return {
    sandbox,
    clock,
    url,
    port,
    posts,
    events,
    async close() {
      await sandbox.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
