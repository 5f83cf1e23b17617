import { Problem } from '../http/problem.ts'
import { isExpired, isWrongCvc, parseExpiry } from '../card/card-entry.ts'
import { findTestCard, isTestCardId } from '../card/test-cards.ts'
import type { Order } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import { findScenario, type ScenarioId } from '../scenario/scenarios.ts'
import { chooseMethod, confirmPayment, enterPage, payByCard } from './hosted-payment.ts'

/** A visit to the hosted page, played by a program. */
export interface UnattendedPayment {
  /** Name or number of a test card. Default `visa-1111`. */
  readonly card?: string
  /** `MM/YY`. Default 12/34. */
  readonly expiry?: string
  readonly cvc?: string
  /** Answers the bank's challenge; without one the payment waits there. */
  readonly code?: string
  readonly scenario?: ScenarioId
}

/** Pays an order as a person on the hosted page would. */
export function payUnattended(work: Work, orderId: string, payment: UnattendedPayment): Order {
  const { card = 'visa-1111', expiry = '12/34', cvc = '123', code, scenario } = payment
  const order = work.order(orderId)
  if (order === undefined) throw new Problem(404, 'The order does not exist.')
  const cardId = isTestCardId(card) ? card : findTestCard(card)
  const expires = parseExpiry(expiry)
  if (cardId === undefined) throw new Problem(400, 'This is not the name or number of a test card.', 'card')
  if (expires === undefined || isExpired(expires, work.nowMs))
    throw new Problem(400, 'has to be a future MM/YY', 'expiry')
  const row = scenario === undefined ? undefined : findScenario(scenario)
  if (scenario !== undefined && row === undefined) throw new Problem(400, 'There is no such scenario.', 'scenario')

  if (order.chosenOnPage && order.transactions.length === 0) chooseMethod(work, order, 'credit-card')
  const open = order.transactions.find(({ nextStep }) => nextStep === 'card-form' || nextStep === 'challenge')
  if (open === undefined) throw new Problem(400, 'The order waits for no card.')
  const entry = { cardId, expiry: expires, holder: null, cvcIsWrong: isWrongCvc(cvc) }
  enterPage(work, order, open)
  const tried = open.nextStep === 'card-form' ? payByCard(work, order, open, entry, row) : open
  if (code !== undefined && tried.nextStep === 'challenge') confirmPayment(work, order, tried, code)
  return order
}
