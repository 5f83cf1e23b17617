import * as v from 'valibot'
import type { Log, LogFields } from '../../log/log.ts'
import type { HttpResult } from './http-call.ts'

/** Logs answers that leave something unknown. Codes and ids only: a body may hold a vault token. */
export interface AnswerLog {
  noAnswer(result: Exclude<HttpResult, { readonly kind: 'answer' }>): void
  unreadable(status: number, issue: v.BaseIssue<unknown>): void
  unclear(status: number): void
  rejected(status: number): void
  unrecognised(orderId: string, orderStatus: string): void
  unreadItem(orderId: string | null): void
}

const redirected = 'The gateway redirected a request, and redirects are never followed; check gateway.baseUrl'

/** @param about the request, and the payment's reference or the order's id: an operator finds the payment by these. */
export function createAnswerLog(log: Log, about: Pick<LogFields, 'request' | 'ref' | 'orderId'>): AnswerLog {
  return {
    noAnswer({ kind, code }) {
      const fields = { ...about, answer: kind, code }
      if (code === 'redirect') {
        log.error(fields, redirected)
      } else if (kind === 'not-sent') {
        log.warn(fields, 'The gateway could not be reached; nothing was sent')
      } else {
        log.warn(fields, 'The gateway did not answer; polling finds out what became of the request')
      }
    },
    unreadable(status, issue) {
      const field = v.getDotPath(issue) ?? 'body'
      log.error(
        { ...about, answer: 'unreadable', status, field },
        'This version cannot read the answer of the gateway, so it counts as no answer; see the field',
      )
    },
    unclear(status) {
      const fields = { ...about, answer: 'no-answer', status }
      if (status >= 300 && status < 400) {
        log.error(fields, redirected)
      } else {
        log.warn(fields, 'The gateway answered neither yes nor no; polling finds out what became of the request')
      }
    },
    rejected: (status) => log.warn({ ...about, answer: 'rejected', status }, 'The gateway rejected a request'),
    unrecognised(orderId, orderStatus) {
      log.error(
        { ...about, orderId, orderStatus },
        'This version does not know the status of an order, and treats the order as open',
      )
    },
    unreadItem(orderId) {
      log.error(
        { ...about, answer: 'unreadable', ...(orderId !== null && { orderId }) },
        "This version cannot read one order in the gateway's list; the others are read",
      )
    },
  }
}
