import type { Checkout, CvcRule, Decline, Payment, SavedCard } from '@cardfile/contract'
import { formatMoney, type FlowState, type Messages } from '@cardfile/react'
import { visa } from '@cardfile/react/testing'
import { cardName } from '../../packages/react/src/cards/card-name.ts'
import { fill } from '../../packages/react/src/messages/fill.ts'
import { reportOf, type RecoveryAction, type ReportSubject } from '../../packages/react/src/status/payment-report.ts'
import { isNotice } from './states.ts'

/** What a customer reads in a state, and what is offered. */
export interface Sentence {
  readonly text: string
  /** What is said besides: what it means for their money, and what helps. */
  readonly detail: string
  /** The words on the buttons. */
  readonly offers: readonly string[]
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

/** Asks the kit itself, so that this page says what the kit says. */
export function sentenceOf(messages: Messages, { state, decline, notice }: Situation): Sentence {
  const { button, common, status, checkout: words, locale, direction } = messages
  const subject: ReportSubject = {
    state,
    notice: isNotice(notice) ? { kind: notice, paymentId: null } : null,
    checkout,
    payment: toPayment(state, decline),
    hasCard: true,
    waitsLong: state === 'confirming',
  }
  const say = (message: string, values: Readonly<Record<string, string>>) => fill(message, values, direction)
  const { text, detail, actions } = reportOf(subject, { ...button, ...common, ...status }, say, (money) =>
    formatMoney(money, locale),
  )
  const atTheField = notice?.startsWith('cvc_') === true && text === ''
  return {
    text: atTheField ? `${words.codeNeeded} ${fill(words.codeHint, { digits: '3' }, direction)}` : text,
    detail: detail ?? '',
    offers: actions.map((action) => nameOf(action, messages)),
  }
}

/** A card in the list: its name, and how long it lives. */
export function cardSentence({ button, card, direction }: Messages, saved: SavedCard): Sentence {
  const life = { active: card.expires, expiring: card.expiring, expired: card.expired }[saved.state]
  const date = `${String(saved.expiry?.month).padStart(2, '0')}/${String(saved.expiry?.year).slice(-2)}`
  return { text: cardName(saved, button, direction), detail: `· ${fill(life, { date }, direction)}`, offers: [] }
}

/** The label of the field that asks for a card's code. */
export function codeSentence({ checkout: words }: Messages, rule: CvcRule): Sentence {
  return { text: { never: '', optional: words.codeOptional, required: words.code }[rule], detail: '', offers: [] }
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

function nameOf(action: RecoveryAction, { common, checkout: words, status }: Messages): string {
  switch (action) {
    case 'continue':
    case 'payment-page':
      return status.toPaymentPage
    case 'another-way':
      return common.cancel
    case 'another-card':
      return words.anotherCard
    default:
      return action satisfies never
  }
}
