import * as v from 'valibot'
import type { Log, LogFields } from '../log/log.ts'
import type { Exchange } from './exchange.ts'

/** What an operator is told when an answer of the gateway says nothing. Codes and ids only: a body may hold a token. */
export interface Report {
  silence(answer: Exclude<Exchange, { readonly kind: 'answer' }>): void
  unreadable(status: number, issue: v.BaseIssue<unknown>): void
  unclear(status: number): void
  refused(status: number): void
  unheardOf(orderId: string, orderStatus: string): void
  unreadItem(orderId: string | null): void
}

/** @param about the request, and the reference or the order it is about: by these an operator finds the payment. */
export function createReport(log: Log, about: Pick<LogFields, 'request' | 'ref' | 'orderId'>): Report {
  return {
    silence({ kind, code }) {
      const fields = { ...about, answer: kind, code }
      if (code === 'redirect') {
        log.error(fields, 'The gateway redirected a request, which is never followed; check gateway.baseUrl')
      } else if (kind === 'not-sent') {
        log.warn(fields, 'The gateway could not be reached; nothing was sent')
      } else {
        log.warn(fields, 'The gateway did not answer; what became of the request is looked for')
      }
    },
    unreadable(status, issue) {
      const field = v.getDotPath(issue) ?? 'body'
      log.error(
        { ...about, answer: 'unreadable', status, field },
        'The gateway answered what this version cannot read, so it counts as no answer; the field says where',
      )
    },
    unclear(status) {
      const fields = { ...about, answer: 'no-answer', status }
      if (status >= 300 && status < 400) {
        log.error(fields, 'The gateway redirected a request, which is never followed; check gateway.baseUrl')
      } else {
        log.warn(fields, 'The gateway answered neither yes nor no; what became of the request is looked for')
      }
    },
    refused: (status) => log.warn({ ...about, answer: 'refused', status }, 'The gateway refused a request'),
    unheardOf(orderId, orderStatus) {
      log.error(
        { ...about, orderId, orderStatus },
        'The gateway gave an order a status that this version does not know: it is treated as open',
      )
    },
    unreadItem(orderId) {
      log.error(
        { ...about, answer: 'unreadable', ...(orderId !== null && { orderId }) },
        'The list of the gateway holds an order that this version cannot read; the others are read',
      )
    },
  }
}
