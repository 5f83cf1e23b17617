import {
  ADVICE_FOR,
  type CvcRule,
  DECLINE_REASONS,
  type Decline,
  type Payment,
  type PaymentMethod,
} from '@cardfile/contract'
import type { PaymentKind, PaymentState } from './payment-state.ts'

/** The columns behind the browser's view of a payment: an allow-list, so a new column stays on the server. */
export interface PaymentFacts {
  readonly id: string
  readonly checkoutId: string
  readonly kind: PaymentKind
  readonly state: PaymentState
  /** In minor units. */
  readonly amount: number
  readonly currency: string
  /** The saved card it charges; null for a new card. */
  readonly cardId: string | null
  readonly cardBrand: string | null
  readonly cardLast4: string | null
  /** The consent to save a new card; null when it is not saved. */
  readonly consentVersion: string | null
  readonly declineReason: string | null
  readonly redirectUrl: string | null
  readonly returnedAt: Date | null
  readonly updatedAt: Date
}

/** The payment as the browser may see it. `cvc` is the rule of the card it charged. */
export function toPayment(row: PaymentFacts, cvc: CvcRule): Payment {
  const shared = {
    id: row.id,
    checkoutId: row.checkoutId,
    amount: { value: row.amount, currency: row.currency },
    method: toMethod(row),
    updatedAt: row.updatedAt.toISOString(),
  }
  const declined = { ...shared, status: 'declined', decline: toDecline(row, cvc), mayPayAgain: true } as const
  const confirming = { ...shared, status: 'confirming', mayPayAgain: false } as const
  const redirect =
    row.redirectUrl === null
      ? confirming
      : ({ ...shared, status: 'redirect', redirectUrl: row.redirectUrl, mayPayAgain: false } as const)
  switch (row.state) {
    case 'submitting':
    case 'unknown':
    case 'closing':
      return confirming
    case 'awaiting_customer':
      return redirect
    case 'processing':
      // Until they return, the customer may continue on the gateway's page, or give the payment up.
      return row.returnedAt === null ? redirect : confirming
    case 'gateway_error':
      if (row.kind === 'one_click' || redirect.status !== 'redirect') return confirming
      return { ...redirect, decline: toDecline(row, cvc) }
    case 'rejected':
    case 'declined':
      return declined
    case 'cancelled':
    case 'not_found':
    case 'abandoned':
      return { ...shared, status: 'cancelled', mayPayAgain: true }
    case 'expired':
      return { ...shared, status: 'expired', mayPayAgain: true }
    case 'succeeded':
      return { ...shared, status: 'succeeded', mayPayAgain: false }
    case 'surplus':
      return { ...shared, status: 'surplus', mayPayAgain: false }
    case 'review':
      return { ...shared, status: 'review', mayPayAgain: false }
    default:
      return row.state satisfies never
  }
}

function toMethod(row: PaymentFacts): PaymentMethod {
  if (row.cardId === null) return { type: 'new-card', saving: row.consentVersion !== null }
  return { type: 'saved-card', cardId: row.cardId, brand: row.cardBrand, last4: row.cardLast4 }
}

function toDecline({ declineReason, kind }: PaymentFacts, cvc: CvcRule): Decline {
  const reason = DECLINE_REASONS.find((known) => known === declineReason) ?? 'processing_error'
  const advice = ADVICE_FOR[reason]
  // The shop takes no CVC for this card: asking for one leads nowhere.
  const isDeadEnd = advice === 'enter_cvc' && kind === 'one_click' && cvc === 'never'
  return { reason, advice: isDeadEnd ? 'use_another_card' : advice }
}
