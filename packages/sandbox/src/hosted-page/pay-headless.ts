import { isExpired, isWrongCvc, parseExpiry } from '../card/card-entry.ts'
import { findTestCard, isTestCardId } from '../card/test-cards.ts'
import { Problem } from '../http/problem.ts'
import { findScenario, type ScenarioId } from '../scenario/scenarios.ts'
import type { Order } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { answerHostedChallenge, chooseMethod, payByCard, startPayment } from './hosted-payment.ts'

/** Input to the hosted page, for a payment without a browser. */
export interface HeadlessPayment {
  /** Id or number of a test card. Default `visa-1111`. */
  readonly card?: string
  /** `MM/YY`. Default 12/34. */
  readonly expiry?: string
  /** Default 123. */
  readonly cvc?: string
  /** One-time code for the issuer's challenge. Without it, the order waits at the challenge. */
  readonly code?: string
  readonly scenario?: ScenarioId
}

/** Pays an order as a payer would on the hosted page. */
export function payHeadless(work: UnitOfWork, orderId: string, payment: HeadlessPayment): Order {
  const { card = 'visa-1111', expiry = '12/34', cvc = '123', code, scenario } = payment
  const order = work.order(orderId)
  if (order === undefined) throw new Problem(404, 'The order does not exist.')
  const cardId = isTestCardId(card) ? card : findTestCard(card)
  const expires = parseExpiry(expiry)
  if (cardId === undefined) throw new Problem(400, 'This is not the id or number of a test card.', 'card')
  if (expires === undefined || isExpired(expires, work.nowMs))
    throw new Problem(400, 'expiry must be a future MM/YY', 'expiry')
  const row = scenario === undefined ? undefined : findScenario(scenario)
  if (scenario !== undefined && row === undefined) throw new Problem(400, 'The scenario does not exist.', 'scenario')

  if (order.chosenOnPage && order.transactions.length === 0) chooseMethod(work, order, 'credit-card')
  const open = order.transactions.find(({ nextStep }) => nextStep === 'card-form' || nextStep === 'challenge')
  if (open === undefined) throw new Problem(400, 'The order is not waiting for a card.')
  const entry = { cardId, expiry: expires, holder: null, cvcIsWrong: isWrongCvc(cvc) }
  startPayment(work, order, open)
  const tried = open.nextStep === 'card-form' ? payByCard(work, order, open, entry, row) : open
  if (code !== undefined && tried.nextStep === 'challenge') answerHostedChallenge(work, order, tried, code)
  return order
}
