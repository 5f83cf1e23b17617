import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Cardfile } from './cardfile.ts'

/** The handler for `node:http`, Express and everything that speaks `(request, response)`. */
export function toNodeListener(
  cardfile: Cardfile,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return getRequestListener(
    (request, { incoming }) => cardfile.handle(request, { address: incoming.socket?.remoteAddress }),
    // The rest of the process keeps the Request and Response it has.
    { overrideGlobalObjects: false },
  )
}

/** A connection that was idle for longer may have been closed at the other end just as a charge is written to it. */
const chargeReuseMs = 1_000
const connectTimeoutMs = 3_000

/**
 * A `fetch` for `gateway.fetch` that keeps connections alive: on Node 20 the built-in one costs about three times the CPU
 * per payment. Reads reuse a connection freely; a charge only one that was just in use.
 */
export function gatewayFetch(): typeof fetch {
  const reading = new Agent({ connect: { timeout: connectTimeoutMs } })
  const charging = new Agent({
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: chargeReuseMs,
    keepAliveMaxTimeout: chargeReuseMs,
  })
  const send: unknown = undiciFetch
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is the platform's fetch, in types of its own
  const dispatch = send as (input: URL | RequestInfo, init: RequestInit & { dispatcher: Agent }) => Promise<Response>
  return (input, init) => dispatch(input, { ...init, dispatcher: init?.method === 'POST' ? charging : reading })
}
