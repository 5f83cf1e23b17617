import type { Problem } from '@cardfile/contract'
import { CardfileProblem } from './problem.ts'
import { readPayment } from './read-payment.ts'
import { fieldsOf, number, readConsent, readMoney, readQuote, text } from './read.ts'

/** What the backend refused a request with. Throws when the answer is no refusal of a Cardfile backend. */
export function readRefusal(json: unknown, headers: Headers): CardfileProblem {
  const seconds = Number(headers.get('retry-after') ?? undefined)
  return new CardfileProblem(readProblem(json), Number.isFinite(seconds) ? seconds : undefined)
}

/** A refusal's body. */
export function readProblem(json: unknown): Problem {
  const { code, title, status, detail, payment, amount, quote, consent } = fieldsOf(json)
  return {
    code: text(code),
    title: text(title),
    status: number(status),
    ...(detail !== undefined && { detail: text(detail) }),
    ...(payment !== undefined && { payment: readPayment(payment) }),
    ...(amount !== undefined && { amount: readMoney(amount) }),
    ...(quote !== undefined && { quote: readQuote(quote) }),
    ...(consent !== undefined && { consent: readConsent(consent) }),
  }
}
