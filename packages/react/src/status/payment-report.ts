import type { Checkout, Decline, Payment } from '@cardfile/contract'
import type { Notice } from '../flow/flow-step.ts'
import type { FlowView } from '../flow/flow-view.ts'
import type { ButtonMessages, CommonMessages, StatusMessages } from '../messages/messages.ts'

/** What the customer can do besides pressing Pay. */
export type RecoveryAction = 'continue' | 'another-way' | 'another-card' | 'payment-page'

/** The text about a payment, and the recovery actions it offers. */
export interface PaymentReport {
  /** `quiet` is for screen readers only: the button itself already shows it. */
  readonly tone: 'quiet' | 'busy' | 'good' | 'warning' | 'bad'
  readonly text: string
  readonly detail?: string | undefined
  readonly actions: readonly RecoveryAction[]
}

/** Everything a report depends on. */
export interface ReportSubject extends Pick<FlowView, 'state' | 'notice'> {
  readonly checkout: Checkout
  readonly payment: Payment | null
  /** Whether a saved card is selected, so that another card is an option. */
  readonly hasCard: boolean
  /** Whether the outcome has been unknown for so long that the report adds a reference. */
  readonly waitsLong: boolean
}

/** The messages of all reports. */
export type ReportWords = ButtonMessages & CommonMessages & StatusMessages

/** Describes the state of a payment. `say` fills a message's placeholders, `money` formats an amount as on the button. */
export function reportOf(
  subject: ReportSubject,
  words: ReportWords,
  say: (message: string, values: Readonly<Record<string, string>>) => string,
  money: (amount: Payment['amount']) => string,
): PaymentReport {
  const { state, notice, payment, checkout } = subject
  if (notice !== null) return reportOfNotice(notice, subject, words, say, money)
  switch (state) {
    case 'ready':
      return quiet('')
    case 'paying':
    case 'leaving':
      return quiet(words.paying)
    case 'cancelling':
      return { tone: 'busy', text: words.wait, actions: [] }
    case 'redirect': {
      const decline = payment?.status === 'redirect' ? payment.decline : undefined
      return {
        tone: decline === undefined ? 'warning' : 'bad',
        text: decline === undefined ? words.redirect : reasonOf(decline, words),
        detail: decline && words.mayRetry,
        actions: ['continue', 'another-way'],
      }
    }
    case 'polling':
    case 'confirming': {
      const advice = [words.doNotPayAgain, words.updates]
      if (subject.waitsLong) advice.push(say(words.reference, { reference: payment?.id ?? '' }))
      return { tone: 'busy', text: words.confirming, detail: advice.join(' '), actions: [] }
    }
    case 'succeeded':
      return {
        tone: 'good',
        text: say(words.succeeded, { amount: money(payment?.amount ?? checkout.amount) }),
        detail: payment?.method.type === 'new-card' && payment.method.saving ? words.saved : undefined,
        actions: [],
      }
    case 'declined':
      return payment?.status === 'declined'
        ? reportOfDecline(payment.decline, subject, words)
        : untaken('bad', words.failed, words)
    case 'cancelled':
    case 'expired':
      return untaken('warning', words[state], words)
    case 'review':
      return { tone: 'warning', text: words.review, detail: words.doNotPayAgain, actions: [] }
    case 'surplus':
      return { tone: 'warning', text: words.surplus, actions: [] }
    default:
      return state satisfies never
  }
}

const quiet = (text: string): PaymentReport => ({ tone: 'quiet', text, actions: [] })

/** A report of something that took no money, with the advice to retry where that may help. */
function untaken(
  tone: 'warning' | 'bad',
  text: string,
  { nothingTaken, mayRetry }: ReportWords,
  helps: 'retry' | RecoveryAction | 'nothing' = 'nothing',
): PaymentReport {
  return {
    tone,
    text,
    detail: helps === 'retry' ? `${nothingTaken} ${mayRetry}` : nothingTaken,
    actions: helps === 'retry' || helps === 'nothing' ? [] : [helps],
  }
}

function reasonOf({ reason }: Decline, words: ReportWords): string {
  return reason === 'processing_error' ? words.failed : words[reason]
}

function reportOfDecline(decline: Decline, { hasCard }: ReportSubject, words: ReportWords): PaymentReport {
  const text = reasonOf(decline, words)
  switch (decline.advice) {
    case 'try_again':
    case 'enter_cvc':
      // The Pay button itself is the recovery action.
      return untaken('bad', text, words, 'retry')
    case 'authenticate':
      return untaken('bad', text, words, 'payment-page')
    case 'use_another_card':
    case 'contact_bank':
      return untaken('bad', text, words, hasCard ? 'another-card' : 'nothing')
    default:
      return decline.advice satisfies never
  }
}

function reportOfNotice(
  { kind }: Notice,
  { checkout, hasCard }: ReportSubject,
  words: ReportWords,
  say: (message: string, values: Readonly<Record<string, string>>) => string,
  money: (amount: Payment['amount']) => string,
): PaymentReport {
  switch (kind) {
    case 'cvc_required':
    case 'cvc_malformed':
      // The field shows it.
      return quiet('')
    case 'amount_changed':
    case 'quote_expired':
      return untaken('warning', say(words.amount_changed, { amount: money(checkout.amount) }), words, 'retry')
    case 'consent_changed':
      return untaken('warning', words.consent_changed, words, 'retry')
    case 'too_many_attempts':
      return untaken('bad', words.too_many_attempts, words, hasCard ? 'another-card' : 'nothing')
    case 'offline':
      return untaken('bad', words.offline, words, 'retry')
    case 'signed_out':
      return untaken('bad', words.signIn, words)
    case 'cvc_not_accepted':
    case 'unavailable':
    case 'refused':
      return untaken('bad', words.failed, words, 'retry')
    case 'unreachable':
      // Not `nothingTaken`: the outcome is unknown. The text says that a second try is safe.
      return { tone: 'bad', text: words.unreachable, detail: words.mayRetry, actions: [] }
    case 'not_cancelled':
      return { tone: 'bad', text: words.failed, detail: words.mayRetry, actions: [] }
    default:
      return kind satisfies never
  }
}
