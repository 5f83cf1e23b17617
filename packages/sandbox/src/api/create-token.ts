import { isExpired } from '../card/card-entry.ts'
import { findTestCard } from '../card/test-cards.ts'
import { parseBody } from '../http/parse-body.ts'
import { Problem } from '../http/problem.ts'
import { isFinal } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { tokenSchema } from './order-input.ts'

function requireSetupToken(work: UnitOfWork, setupToken: string): void {
  const [orderId = ''] = setupToken.split('.')
  const order = work.order(orderId)
  const isKnown = order?.transactions.some((each) => each.setupToken === setupToken) ?? false
  if (order === undefined || !isKnown || isFinal(order.status)) {
    throw new Problem(400, 'The setup token is unknown or has expired.', 'setup_token')
  }
}

/** Exchanges a card number and a setup token for a vault token (Cost+ API reference, Create a token). */
export function createToken(work: UnitOfWork, body: unknown): string {
  const input = parseBody(tokenSchema, body)
  requireSetupToken(work, input.setup_token)
  const cardId = findTestCard(input.pan)
  if (cardId === undefined) throw new Problem(400, 'The card number is not one of the test cards.', 'pan')
  const expiry = `${input.expiry_date.slice(0, 2)}20${input.expiry_date.slice(2)}`
  if (isExpired(expiry, work.nowMs)) throw new Problem(400, 'The card has expired.', 'expiry_date')
  const token = work.newId()
  work.addCard({
    token,
    kind: 'any',
    cardId,
    expiry,
    holder: null,
    firstTransactionId: null,
    created: work.timestamp(),
    dead: false,
  })
  return token
}
