import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createSandbox, createSteppedClock, type Sandbox, type SteppedClock } from '@cardfile/sandbox'
import * as v from 'valibot'
import { freePort } from '../support/postgres-server.ts'

/** Something a shop was told: what matters of it here. */
const toldSchema = v.object({ id: v.string(), type: v.string(), paymentId: v.optional(v.string()) })
export type Told = v.InferOutput<typeof toldSchema>

const orderBodySchema = v.object({ merchant_order_id: v.string() })

/** A gateway on a port, in a process that is not killed, and the ear of the shop beside it. */
export interface GatewayPort {
  readonly sandbox: Sandbox
  readonly clock: SteppedClock
  /** How the shop reaches it. */
  readonly url: string
  /** Where it listens. */
  readonly port: number
  /** How many POSTs each reference was sent in. */
  readonly posts: ReadonlyMap<string, number>
  /** What the shop was told, repetitions included. */
  readonly told: readonly Told[]
  close(): Promise<void>
}

/**
 * @param deliver where webhooks go.
 * @param publicUrl how the shop reaches it, when something stands between the two.
 */
export async function openGatewayPort(deliver: typeof fetch, publicUrl?: string): Promise<GatewayPort> {
  const port = await freePort()
  const url = publicUrl ?? `http://127.0.0.1:${port}`
  const clock = createSteppedClock(new Date().toISOString())
  const posts = new Map<string, number>()
  const told: Told[] = []
  const sandbox = createSandbox({ apiKey: 'test_key', url, clock, fetch: deliver })

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/told') {
      told.push(v.parse(toldSchema, await request.json()))
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
        // Not an answer: the connection is gone, as scripted or because the other end was killed.
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
    told,
    async close() {
      await sandbox.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
