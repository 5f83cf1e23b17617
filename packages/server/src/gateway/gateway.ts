import { encodeBase64 } from 'hono/utils/encode'
import * as v from 'valibot'
import { parseSafeUrl } from '../http/safe-url.ts'
import { createSecret } from '../secrets/secret.ts'
import type { Log } from '../log/log.ts'
import { refusalStatuses } from './assumptions.ts'
import { type Exchange, exchange } from './exchange.ts'
import { createReport, type Report } from './report.ts'
import { fromWireOrder, type Order, wireOrderSchema } from './order.ts'
import { fromWireList, type OrderList } from './order-list.ts'
import { type OrderRequest, toWireOrder } from './order-request.ts'

/** The shop's account at the gateway. */
export interface GatewayOptions {
  /** From the merchant portal. A key of a sandbox website simulates, a key of a production website charges. */
  readonly apiKey: string
  /** What the key is believed to be. Compared with every order, so that a test payment never ships real goods. */
  readonly mode: 'test' | 'live'
  /** Up to, not including, `/v1`. Default: `https://api.costplus.online`. */
  readonly baseUrl?: string
  /** Compared with every order when given. */
  readonly projectId?: string
  /** Further origins that a `payment_url` may be on, beside the gateway's own. */
  readonly redirectOrigins?: readonly string[]
  /** Called instead of the global `fetch`. `@cardfile/server/node` brings one that keeps connections alive. */
  readonly fetch?: typeof fetch
}

/** The answer to one question. `refused` is the gateway's documented error shape; `no-answer` may mean anything. */
export type GatewayAnswer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly isKeyRefused: boolean }
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'no-answer' }

export interface Gateway {
  /** Sends the POST once. Whatever comes of it, it is never sent again. */
  createOrder(request: OrderRequest): Promise<GatewayAnswer<Order>>
  getOrder(orderId: string, withinMs?: number): Promise<GatewayAnswer<Order>>
  /** Asks for the order to be cancelled. The answer proves nothing: fetch the order afterwards. */
  cancelOrder(orderId: string): Promise<GatewayAnswer<null>>
  listOrders(since: Date, until: Date): Promise<GatewayAnswer<OrderList>>
  /** Whether the customer may be sent there: the gateway's own origin or a configured one, https except on loopback. */
  isTrustedRedirect(url: string): boolean
}

const defaultBaseUrl = 'https://api.costplus.online'
/** Total, headers and body. The POST's is long: giving up early turns an answer into a quarantine. */
const postDeadlineMs = 20_000
const getDeadlineMs = 5_000
const listDeadlineMs = 10_000
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The documented error shape (Cost+ API reference, "Errors"); only this says that the gateway itself spoke. */
const refusalSchema = v.object({ error: v.object({ type: v.string(), value: v.string() }) })

/**
 * @param scaled applies the time scale to a nominal number of milliseconds.
 * @param log is told of every answer that says nothing, so that an operator sees why a payment is being confirmed.
 */
export function createGateway(options: GatewayOptions, scaled: (ms: number) => number, log: Log): Gateway {
  const base = new URL(options.baseUrl ?? defaultBaseUrl)
  const apiKey = createSecret(options.apiKey)
  const origins = new Set([base.origin, ...(options.redirectOrigins ?? [])])

  function ask(method: string, path: string, deadlineMs: number, body?: unknown): Promise<Exchange> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      // User name is the key, the password is empty (Cost+ docs, "Authentication").
      authorization: `Basic ${encodeBase64(new TextEncoder().encode(`${apiKey.reveal()}:`).buffer)}`,
    }
    const init: RequestInit = { method, headers }
    if (body !== undefined) {
      headers['content-type'] = 'application/json'
      init.body = JSON.stringify(body)
    }
    const url = `${base.href.replace(/\/$/, '')}/v1${path}`
    // Below one second a scaled deadline would measure the machine, not the gateway.
    return exchange(options.fetch ?? fetch, url, init, Math.max(1_000, scaled(deadlineMs)))
  }

  return {
    async createOrder(request) {
      const report = createReport(log, { request: 'createOrder', ref: request.ref })
      return readOrder(report, await ask('POST', '/orders/', postDeadlineMs, toWireOrder(request)))
    },
    async getOrder(orderId, withinMs = getDeadlineMs) {
      const report = createReport(log, { request: 'getOrder', orderId })
      return readOrder(report, await ask('GET', toOrderPath(orderId), withinMs))
    },
    async cancelOrder(orderId) {
      const report = createReport(log, { request: 'cancelOrder', orderId })
      return read(report, await ask('DELETE', toOrderPath(orderId), getDeadlineMs), v.unknown(), () => null)
    },
    async listOrders(since, until) {
      const report = createReport(log, { request: 'listOrders' })
      const query = new URLSearchParams({ created_since: since.toISOString(), created_until: until.toISOString() })
      const answer = await ask('GET', `/orders/?${query}`, listDeadlineMs)
      return read(report, answer, v.array(v.unknown()), (items) => fromWireList(report, items))
    },
    isTrustedRedirect(text) {
      const url = parseSafeUrl(text)
      return (
        url !== undefined && origins.has(url.origin) && (url.protocol === 'https:' || loopbackHosts.has(url.hostname))
      )
    },
  }
}

function toOrderPath(orderId: string): string {
  return `/orders/${encodeURIComponent(orderId)}/`
}

function readOrder(report: Report, answer: Exchange): GatewayAnswer<Order> {
  return read(report, answer, wireOrderSchema, (wire) => {
    const order = fromWireOrder(wire)
    if (order.status === 'unheard-of') report.unheardOf(order.id, wire.status)
    return order
  })
}

function read<Schema extends v.GenericSchema, T>(
  report: Report,
  answer: Exchange,
  schema: Schema,
  translate: (body: v.InferOutput<Schema>) => T,
): GatewayAnswer<T> {
  if (answer.kind !== 'answer') {
    report.silence(answer)
    return { kind: answer.kind }
  }
  const { status, body } = answer
  if (status >= 200 && status < 300) {
    const parsed = v.safeParse(schema, body)
    if (parsed.success) return { kind: 'ok', value: translate(parsed.output) }
    report.unreadable(status, parsed.issues[0])
    return { kind: 'no-answer' }
  }
  // A 4xx without the gateway's own error body may be a proxy's: then nobody knows what the gateway did.
  if (!refusalStatuses.has(status) || !v.is(refusalSchema, body)) {
    report.unclear(status)
    return { kind: 'no-answer' }
  }
  report.refused(status)
  return { kind: 'refused', status, isKeyRefused: status === 401 || status === 403 }
}
