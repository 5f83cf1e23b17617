import { isExpired } from '../card/card-entry.ts'
import { refusalOf, type Refusal } from '../card/decline-reasons.ts'
import { TEST_CARDS } from '../card/test-cards.ts'
import type { Order, Transaction, UsedCard } from '../store/order.ts'
import type { Work } from '../store/unit-of-work.ts'
import type { IssuerFault } from '../scenario/fault.ts'
import { approve, authorise, refuse } from './outcome.ts'
import { setOrderStatus, setTransactionStatus } from './status.ts'

/** A card, and how it is presented to its bank. */
export interface Attempt {
  readonly card: UsedCard
  readonly cvcIsWrong: boolean
  /** A recurring payment has no payer who could answer a challenge. */
  readonly payerIsPresent: boolean
  /** What the bank does this once, over the card and the order's script. */
  readonly issuer?: IssuerFault | undefined
}

function issuerOf(work: Work, order: Order, { card, cvcIsWrong, issuer }: Attempt): IssuerFault {
  if (issuer !== undefined) return issuer
  if (order.fault.issuer !== undefined) return order.fault.issuer
  if (cvcIsWrong) return { kind: 'decline', refusal: 'cvcWrong' }
  if (isExpired(card.expiry, work.nowMs)) return { kind: 'decline', refusal: 'cardExpired' }
  const { result } = TEST_CARDS[card.cardId]
  switch (result.kind) {
    case 'approve':
      return { kind: 'approve' }
    case 'decline':
      return { kind: 'decline', refusal: result.networkCode }
    case 'challenge':
      return { kind: 'challenge' }
    default:
      return result satisfies never
  }
}

// A challenge not finished in time ends as ERROR_CARD_AUTHENTICATION_FAILURE (docs.costplus.io, Testing); how long that
// is, nobody says.
const challengeLifetimeMs = 10 * 60_000

function startProcessing(work: Work, order: Order, transaction: Transaction): void {
  setTransactionStatus(work, order, transaction, 'processing')
  setOrderStatus(work, order, 'processing')
}

/** Asks the issuer of a card; afterwards the transaction is settled, waits for the bank, or waits for the payer. */
export function tryCard(work: Work, order: Order, transaction: Transaction, attempt: Attempt): void {
  transaction.card = attempt.card
  const issuer = issuerOf(work, order, attempt)
  switch (issuer.kind) {
    case 'approve':
      return approve(work, order, transaction)
    case 'authorise-only':
      return authorise(work, order, transaction)
    case 'decline':
      return refuse(work, order, transaction, refusalOf(issuer.refusal))
    case 'challenge': {
      if (!attempt.payerIsPresent) return approve(work, order, transaction)
      // A one-click order stays `new` until its payer opens the challenge; on the hosted page the payer is there already.
      if (transaction.nextStep === 'card-form') startProcessing(work, order, transaction)
      transaction.nextStep = 'challenge'
      transaction.pending = {
        at: work.nowMs + challengeLifetimeMs * work.timeScale,
        outcome: refusalOf('authenticationFailed'),
      }
      return
    }
    case 'slow': {
      const outcome = issuer.outcome === 'approve' ? 'approve' : refusalOf(issuer.outcome)
      transaction.pending = { at: work.nowMs + issuer.ms * work.timeScale, outcome }
      transaction.nextStep = null
      return startProcessing(work, order, transaction)
    }
    case 'silence':
      transaction.nextStep = null
      return startProcessing(work, order, transaction)
    case 'change-of-mind':
      refuse(work, order, transaction, refusalOf(issuer.refusal))
      transaction.pending = { at: work.nowMs + issuer.ms * work.timeScale, outcome: 'approve' }
      return
    default:
      return issuer satisfies never
  }
}

/** Gives the answer a slow bank had in store. */
export function resolvePending(work: Work, order: Order, transaction: Transaction): void {
  const outcome = transaction.pending?.outcome
  if (outcome === undefined) return
  if (outcome === 'approve') approve(work, order, transaction)
  else if (outcome === 'authorise') authorise(work, order, transaction)
  else refuse(work, order, transaction, outcome satisfies Refusal)
}
