import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Cardfile } from './cardfile.ts'

/** The handler as a listener `(request, response)` for `node:http`, Express and Connect. */
export function toNodeListener(
  cardfile: Cardfile,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return getRequestListener(
    (request, { incoming }) => cardfile.handle(request, { address: incoming.socket?.remoteAddress }),
    // By default the adapter replaces the global Request and Response for the whole process.
    { overrideGlobalObjects: false },
  )
}

/** A connection that was idle for longer may close just as a charge is written to it, and leave its outcome unknown. */
const chargeReuseMs = 1_000
const connectTimeoutMs = 3_000

/**
 * A keep-alive `fetch` for `gateway.fetch`: on Node 20 the built-in one costs about three times the CPU per payment. Reads
 * reuse any open connection; a charge only one that was idle for less than a second.
 */
export function gatewayFetch(): typeof fetch {
  const reading = new Agent({ connect: { timeout: connectTimeoutMs } })
  const charging = new Agent({
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: chargeReuseMs,
    keepAliveMaxTimeout: chargeReuseMs,
  })
  const send: unknown = undiciFetch
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- undici types its own copy of the platform's fetch
  const dispatch = send as (input: URL | RequestInfo, init: RequestInit & { dispatcher: Agent }) => Promise<Response>
  return (input, init) => dispatch(input, { ...init, dispatcher: init?.method === 'POST' ? charging : reading })
}
