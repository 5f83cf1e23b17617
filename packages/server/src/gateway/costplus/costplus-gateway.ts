import { isSafeRedirect } from '@cardfile/contract'
import { encodeBase64 } from 'hono/utils/encode'
import * as v from 'valibot'
import type { Log } from '../../log/log.ts'
import { createSecret } from '../../secrets/secret.ts'
import type { Gateway } from '../gateway.ts'
import type { GatewayOptions } from '../gateway-options.ts'
import { createAnswerLog } from './answer-log.ts'
import { callHttp, type HttpResult } from './http-call.ts'
import { listWindow } from './list-window.ts'
import { readAnswer, readOrder } from './read-answer.ts'
import { fromWireOrderList } from './wire-order-list.ts'
import { toWireOrderRequest } from './wire-order-request.ts'
import { wireWebhookSchema } from './wire-webhook.ts'

const defaultBaseUrl = 'https://api.costplus.online'
/** Each deadline covers headers and body. The POST's is long: a POST given up early leaves its payment confirming. */
const postDeadlineMs = 20_000
const getDeadlineMs = 5_000
const listDeadlineMs = 10_000

/**
 * Creates the client of Cost+ (and, by `baseUrl`, of every gateway on the same platform).
 * @param scaled applies the time scale to a nominal number of milliseconds.
 * @param log receives every answer that leaves something unknown: an operator sees there why a payment is confirming.
 */
export function createCostplusGateway(options: GatewayOptions, scaled: (ms: number) => number, log: Log): Gateway {
  const base = new URL(options.baseUrl ?? defaultBaseUrl)
  const apiKey = createSecret(options.apiKey)
  const origins = new Set([base.origin, ...(options.redirectOrigins ?? [])])

  function call(method: string, path: string, deadlineMs: number, body?: unknown): Promise<HttpResult> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      // The user name is the key, the password is empty (Cost+ docs, "Authentication").
      authorization: `Basic ${encodeBase64(new TextEncoder().encode(`${apiKey.reveal()}:`).buffer)}`,
    }
    const init: RequestInit = { method, headers }
    if (body !== undefined) {
      headers['content-type'] = 'application/json'
      init.body = JSON.stringify(body)
    }
    const url = `${base.href.replace(/\/$/, '')}/v1${path}`
    // Below one second a scaled deadline would measure the machine, not the gateway.
    return callHttp(options.fetch ?? fetch, url, init, Math.max(1_000, scaled(deadlineMs)))
  }

  async function listPage(since: Date, until: Date) {
    const answerLog = createAnswerLog(log, { request: 'listOrders' })
    const query = new URLSearchParams({ created_since: since.toISOString(), created_until: until.toISOString() })
    const result = await call('GET', `/orders/?${query}`, listDeadlineMs)
    return readAnswer(answerLog, result, v.array(v.unknown()), (items) => fromWireOrderList(answerLog, items))
  }

  return {
    async createOrder(request) {
      const answerLog = createAnswerLog(log, { request: 'createOrder', ref: request.ref })
      return readOrder(answerLog, await call('POST', '/orders/', postDeadlineMs, toWireOrderRequest(request)))
    },
    async getOrder(orderId, withinMs = getDeadlineMs) {
      const answerLog = createAnswerLog(log, { request: 'getOrder', orderId })
      return readOrder(answerLog, await call('GET', toOrderPath(orderId), withinMs))
    },
    async cancelOrder(orderId) {
      const answerLog = createAnswerLog(log, { request: 'cancelOrder', orderId })
      const result = await call('DELETE', toOrderPath(orderId), getDeadlineMs)
      return readAnswer(answerLog, result, v.unknown(), () => null)
    },
    listOrders: (since, until) => listWindow(listPage, since, until),
    async probe(since, until) {
      const answer = await listPage(since, until)
      return answer.kind === 'ok' ? { kind: 'ok', value: answer.value.orders } : answer
    },
    webhookSchema: wireWebhookSchema,
    isTrustedRedirect: (url) => isSafeRedirect(url) && origins.has(new URL(url).origin),
  }
}

function toOrderPath(orderId: string): string {
  return `/orders/${encodeURIComponent(orderId)}/`
}
