import { isExpired } from '../card/card-entry.ts'
import { declineFor } from '../card/decline-reasons.ts'
import { TEST_CARDS } from '../card/test-cards.ts'
import type { IssuerFault } from '../scenario/fault.ts'
import type { Order, Pending, Transaction, UsedCard } from '../store/order.ts'
import type { UnitOfWork } from '../store/unit-of-work.ts'
import { approve, authorise, decline } from './outcome.ts'
import { setOrderStatus, setTransactionStatus } from './status.ts'

/** A charge of a card. */
export interface CardCharge {
  readonly card: UsedCard
  readonly cvcIsWrong: boolean
  /** False for a recurring payment: there is no payer to answer a challenge. */
  readonly payerIsPresent: boolean
  /** How the issuer answers this charge. Overrides the card and the order's script. */
  readonly issuer?: IssuerFault | undefined
}

function issuerOf(work: UnitOfWork, order: Order, { card, cvcIsWrong, issuer }: CardCharge): IssuerFault {
  if (issuer !== undefined) return issuer
  if (order.fault.issuer !== undefined) return order.fault.issuer
  if (cvcIsWrong) return { kind: 'decline', reason: 'cvcWrong' }
  if (isExpired(card.expiry, work.nowMs)) return { kind: 'decline', reason: 'cardExpired' }
  const { result } = TEST_CARDS[card.cardId]
  switch (result.kind) {
    case 'approve':
      return { kind: 'approve' }
    case 'decline':
      return { kind: 'decline', reason: result.networkCode }
    case 'challenge':
      return { kind: 'challenge' }
    default:
      return result satisfies never
  }
}

// A challenge not completed in time ends as ERROR_CARD_AUTHENTICATION_FAILURE (docs.costplus.io, Testing). The time is not
// documented.
const challengeLifetimeMs = 10 * 60_000

function startProcessing(work: UnitOfWork, order: Order, transaction: Transaction): void {
  setTransactionStatus(work, order, transaction, 'processing')
  setOrderStatus(work, order, 'processing')
}

/** Charges a card. The transaction is then completed, declined, waiting for the issuer, or waiting for the payer. */
export function chargeCard(work: UnitOfWork, order: Order, transaction: Transaction, charge: CardCharge): void {
  transaction.card = charge.card
  const issuer = issuerOf(work, order, charge)
  switch (issuer.kind) {
    case 'approve':
      return approve(work, order, transaction)
    case 'authorise-only':
      return authorise(work, order, transaction)
    case 'decline':
      return decline(work, order, transaction, declineFor(issuer.reason))
    case 'challenge': {
      if (!charge.payerIsPresent) return approve(work, order, transaction)
      // A one-click order stays `new` until the payer opens the challenge. On the hosted page the payer is already there.
      if (transaction.nextStep === 'card-form') startProcessing(work, order, transaction)
      transaction.nextStep = 'challenge'
      transaction.pending = {
        at: work.nowMs + challengeLifetimeMs * work.timeScale,
        outcome: declineFor('authenticationFailed'),
      }
      return
    }
    case 'slow': {
      const outcome = issuer.outcome === 'approve' ? 'approve' : declineFor(issuer.outcome)
      transaction.pending = { at: work.nowMs + issuer.ms * work.timeScale, outcome }
      transaction.nextStep = null
      return startProcessing(work, order, transaction)
    }
    case 'silence':
      transaction.nextStep = null
      return startProcessing(work, order, transaction)
    case 'late-approval':
      decline(work, order, transaction, declineFor(issuer.reason))
      transaction.pending = { at: work.nowMs + issuer.ms * work.timeScale, outcome: 'approve' }
      return
    default:
      return issuer satisfies never
  }
}

/** Applies the outcome that a slow issuer or an unfinished challenge left pending. */
export function applyPendingOutcome(
  work: UnitOfWork,
  order: Order,
  transaction: Transaction,
  outcome: Pending['outcome'],
): void {
  if (outcome === 'approve') approve(work, order, transaction)
  else decline(work, order, transaction, outcome)
}
