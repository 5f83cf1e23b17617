import type { Checkout, Decline, Payment } from '@cardfile/contract'
import type { Notice } from '../flow/flow-step.ts'
import type { FlowView } from '../flow/flow-view.ts'
import type { ButtonMessages, CommonMessages, StatusMessages } from '../messages/messages.ts'

/** An action that the customer can take besides pressing Pay. */
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
export type ReportMessages = ButtonMessages & CommonMessages & StatusMessages

/** Describes the state of a payment. `format` fills a message's placeholders, `money` formats an amount as on the button. */
export function reportOf(
  subject: ReportSubject,
  messages: ReportMessages,
  format: (message: string, values: Readonly<Record<string, string>>) => string,
  money: (amount: Payment['amount']) => string,
): PaymentReport {
  const { state, notice, payment, checkout } = subject
  if (notice !== null) return reportOfNotice(notice, subject, messages, format, money)
  switch (state) {
    case 'ready':
      return quiet('')
    case 'paying':
    case 'leaving':
      return quiet(messages.paying)
    case 'cancelling':
      return { tone: 'busy', text: messages.wait, actions: [] }
    case 'redirect': {
      const decline = payment?.status === 'redirect' ? payment.decline : undefined
      return {
        tone: decline === undefined ? 'warning' : 'bad',
        text: decline === undefined ? messages.redirect : reasonOf(decline, messages),
        detail: decline && messages.mayRetry,
        actions: ['continue', 'another-way'],
      }
    }
    case 'polling':
    case 'confirming': {
      const advice = [messages.doNotPayAgain, messages.updates]
      if (subject.waitsLong) advice.push(format(messages.reference, { reference: payment?.id ?? '' }))
      return { tone: 'busy', text: messages.confirming, detail: advice.join(' '), actions: [] }
    }
    case 'succeeded':
      return {
        tone: 'good',
        text: format(messages.succeeded, { amount: money(payment?.amount ?? checkout.amount) }),
        detail: payment?.method.type === 'new-card' && payment.method.saving ? messages.saved : undefined,
        actions: [],
      }
    case 'declined':
      return payment?.status === 'declined'
        ? reportOfDecline(payment.decline, subject, messages)
        : noChargeReport('bad', messages.failed, messages)
    case 'cancelled':
    case 'expired':
      return noChargeReport('warning', messages[state], messages)
    case 'review':
      return { tone: 'warning', text: messages.review, detail: messages.doNotPayAgain, actions: [] }
    case 'surplus':
      return { tone: 'warning', text: messages.surplus, actions: [] }
    default:
      return state satisfies never
  }
}

const quiet = (text: string): PaymentReport => ({ tone: 'quiet', text, actions: [] })

/** A report of an outcome without a charge, with the advice to retry where that may help. */
function noChargeReport(
  tone: 'warning' | 'bad',
  text: string,
  { nothingTaken, mayRetry }: ReportMessages,
  helps: 'retry' | RecoveryAction | 'nothing' = 'nothing',
): PaymentReport {
  return {
    tone,
    text,
    detail: helps === 'retry' ? `${nothingTaken} ${mayRetry}` : nothingTaken,
    actions: helps === 'retry' || helps === 'nothing' ? [] : [helps],
  }
}

function reasonOf({ reason }: Decline, messages: ReportMessages): string {
  return reason === 'processing_error' ? messages.failed : messages[reason]
}

function reportOfDecline(decline: Decline, { hasCard }: ReportSubject, messages: ReportMessages): PaymentReport {
  const text = reasonOf(decline, messages)
  switch (decline.advice) {
    case 'try_again':
    case 'enter_cvc':
      // The Pay button itself is the recovery action.
      return noChargeReport('bad', text, messages, 'retry')
    case 'authenticate':
      return noChargeReport('bad', text, messages, 'payment-page')
    case 'use_another_card':
    case 'contact_bank':
      return noChargeReport('bad', text, messages, hasCard ? 'another-card' : 'nothing')
    default:
      return decline.advice satisfies never
  }
}

function reportOfNotice(
  { kind }: Notice,
  { checkout, hasCard }: ReportSubject,
  messages: ReportMessages,
  format: (message: string, values: Readonly<Record<string, string>>) => string,
  money: (amount: Payment['amount']) => string,
): PaymentReport {
  switch (kind) {
    case 'cvc_required':
    case 'cvc_malformed':
      // The field shows it.
      return quiet('')
    case 'amount_changed':
    case 'quote_expired':
      return noChargeReport(
        'warning',
        format(messages.amount_changed, { amount: money(checkout.amount) }),
        messages,
        'retry',
      )
    case 'consent_changed':
      return noChargeReport('warning', messages.consent_changed, messages, 'retry')
    case 'too_many_attempts':
      return noChargeReport('bad', messages.too_many_attempts, messages, hasCard ? 'another-card' : 'nothing')
    case 'offline':
      return noChargeReport('bad', messages.offline, messages, 'retry')
    case 'signed_out':
      return noChargeReport('bad', messages.signIn, messages)
    case 'cvc_not_accepted':
    case 'unavailable':
    case 'refused':
      return noChargeReport('bad', messages.failed, messages, 'retry')
    case 'unreachable':
      // Not `nothingTaken`: the outcome is unknown. The text says that a second try is safe.
      return { tone: 'bad', text: messages.unreachable, detail: messages.mayRetry, actions: [] }
    case 'not_cancelled':
      return { tone: 'bad', text: messages.failed, detail: messages.mayRetry, actions: [] }
    default:
      return kind satisfies never
  }
}
