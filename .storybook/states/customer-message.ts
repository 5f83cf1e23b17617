import type { Checkout, CvcRule, Decline, Payment, SavedCard } from '@cardfile/contract'
import { formatMoney, type FlowState, type Messages } from '@cardfile/react'
import { visa } from '@cardfile/react/testing'
import { cardName } from '../../packages/react/src/cards/card-name.ts'
import { fill } from '../../packages/react/src/messages/fill.ts'
import { reportOf, type RecoveryAction, type ReportSubject } from '../../packages/react/src/status/payment-report.ts'
import { isNotice } from './states.ts'

/** The text that a customer reads in a state. */
export interface CustomerMessage {
  readonly text: string
  /** The sentences after `text`: whether money was taken, and what to do. */
  readonly detail: string
  /** The labels of the buttons. */
  readonly actions: readonly string[]
}

interface Situation {
  readonly state: FlowState
  readonly decline?: Decline
  readonly notice?: string
}

const amount = { value: 1295, currency: 'EUR' }
const shared = {
  id: '4F7K',
  checkoutId: 'order-1042',
  amount,
  method: { type: 'new-card', saving: true } as const,
  mayPayAgain: true,
  updatedAt: '2026-11-22T12:00:00Z',
}
const checkout: Checkout = {
  checkoutId: 'order-1042',
  description: 'Order 1042',
  amount,
  quote: 'quote',
  quoteExpiresAt: '2026-11-22T12:30:00Z',
  cards: [visa],
  consent: { version: '1', locale: 'en', text: '' },
  payment: null,
}

/** Computes the message with the kit's own code, so that the documentation cannot differ from the kit. */
export function messageFor(messages: Messages, { state, decline, notice }: Situation): CustomerMessage {
  const { button, common, status, checkout: choices, locale, direction } = messages
  const subject: ReportSubject = {
    state,
    notice: isNotice(notice) ? { kind: notice, paymentId: null } : null,
    checkout,
    payment: toPayment(state, decline),
    hasCard: true,
    waitsLong: state === 'confirming',
  }
  const format = (message: string, values: Readonly<Record<string, string>>) => fill(message, values, direction)
  const { text, detail, actions } = reportOf(subject, { ...button, ...common, ...status }, format, (money) =>
    formatMoney(money, locale),
  )
  const isShownAtField = notice?.startsWith('cvc_') === true && text === ''
  return {
    text: isShownAtField ? `${choices.cvcNeeded} ${format(choices.cvcHint, { digits: '3' })}` : text,
    detail: detail ?? '',
    actions: actions.map((action) => labelOf(action, messages)),
  }
}

/** A saved card's name and expiry, as a choice shows them. */
export function cardMessage({ button, card, direction }: Messages, saved: SavedCard): CustomerMessage {
  const expiry = { active: card.expires, expiring: card.expiring, expired: card.expired }[saved.state]
  const date = `${String(saved.expiry?.month).padStart(2, '0')}/${String(saved.expiry?.year).slice(-2)}`
  return { text: cardName(saved, button, direction), detail: `· ${fill(expiry, { date }, direction)}`, actions: [] }
}

/** The label of the security code field. */
export function cvcMessage({ checkout: choices }: Messages, rule: CvcRule): CustomerMessage {
  return { text: { never: '', optional: choices.cvcOptional, required: choices.cvc }[rule], detail: '', actions: [] }
}

function toPayment(state: FlowState, decline: Decline | undefined): Payment | null {
  switch (state) {
    case 'ready':
    case 'paying':
    case 'polling':
    case 'leaving':
    case 'cancelling':
      return null
    case 'confirming':
    case 'succeeded':
    case 'cancelled':
    case 'expired':
    case 'review':
    case 'surplus':
      return { ...shared, status: state }
    case 'redirect':
      return { ...shared, status: state, redirectUrl: 'https://gateway.example/pay/1' }
    case 'declined':
      return { ...shared, status: state, decline: decline ?? { reason: 'card_declined', advice: 'contact_bank' } }
    default:
      return state satisfies never
  }
}

function labelOf(action: RecoveryAction, { common, checkout: choices, status }: Messages): string {
  switch (action) {
    case 'continue':
    case 'payment-page':
      return status.toPaymentPage
    case 'another-way':
      return common.cancel
    case 'another-card':
      return choices.anotherCard
    default:
      return action satisfies never
  }
}
