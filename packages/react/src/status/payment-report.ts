import type { Checkout, Decline, Payment } from '@cardfile/contract'
import type { FlowView, Notice } from '../flow/payment-flow.ts'
import type { StatusMessages } from '../messages/messages.ts'

/** What the customer can do about it, besides pressing Pay. */
export type NextStep = 'continue' | 'another-way' | 'another-card' | 'enter-code' | 'payment-page'

/** What is said about a payment, and what is offered. */
export interface PaymentReport {
  /** `quiet` is for ears only: the button itself already shows it. */
  readonly tone: 'quiet' | 'busy' | 'good' | 'warning' | 'bad'
  readonly text: string
  readonly detail?: string | undefined
  readonly nextSteps: readonly NextStep[]
}

/** All a report depends on. */
export interface ReportSubject extends Pick<FlowView, 'state' | 'notice'> {
  readonly checkout: Checkout
  readonly payment: Payment | null
  /** Whether a saved card is selected, so that "another card" would change something. */
  readonly hasCard: boolean
  /** Whether the selected card has a security code to enter. */
  readonly asksCvc: boolean
  /** Whether the bank has been asked for so long that the customer deserves to hear more. */
  readonly waitsLong: boolean
}

/** Puts the state of a payment into words. `say` fills a message's places, `amount` is what the button shows. */
export function reportOf(
  subject: ReportSubject,
  words: StatusMessages,
  say: (message: string, values: Readonly<Record<string, string>>) => string,
  money: (amount: Payment['amount']) => string,
): PaymentReport {
  const { state, notice, payment, checkout } = subject
  if (notice !== null) return reportOfNotice(notice, subject, words, say, money)
  switch (state) {
    case 'ready':
      return { tone: 'quiet', text: '', nextSteps: [] }
    case 'paying':
    case 'leaving':
    case 'cancelling':
      return { tone: 'quiet', text: words[state], nextSteps: [] }
    case 'looking':
      return { tone: 'busy', text: words.looking, nextSteps: [] }
    case 'redirect': {
      const decline = payment?.status === 'redirect' ? payment.decline : undefined
      return {
        tone: decline === undefined ? 'warning' : 'bad',
        text: decline === undefined ? words.redirect : words[decline.reason],
        detail: decline && words.tryThere,
        nextSteps: ['continue', 'another-way'],
      }
    }
    case 'confirming':
      return {
        tone: 'busy',
        text: words.confirming,
        detail: subject.waitsLong
          ? `${words.confirmingDetail} ${say(words.confirmingLong, { reference: payment?.id ?? '' })}`
          : words.confirmingDetail,
        nextSteps: [],
      }
    case 'succeeded':
      return {
        tone: 'good',
        text: say(words.succeeded, { amount: money(payment?.amount ?? checkout.amount) }),
        detail: payment?.method.type === 'new-card' && payment.method.saving ? words.succeededSaved : undefined,
        nextSteps: [],
      }
    case 'declined':
      return payment?.status === 'declined'
        ? reportOfDecline(payment.decline, subject, words)
        : { tone: 'bad', text: words.processing_error, nextSteps: [] }
    case 'cancelled':
    case 'expired':
    case 'review':
    case 'surplus':
      return { tone: 'warning', text: words[state], nextSteps: [] }
    default:
      return state satisfies never
  }
}

function reportOfDecline({ reason, advice }: Decline, subject: ReportSubject, words: StatusMessages): PaymentReport {
  const { hasCard, asksCvc } = subject
  const nextSteps: NextStep[] = []
  if (advice === 'enter_cvc' && asksCvc) nextSteps.push('enter-code')
  else if (advice === 'authenticate') nextSteps.push('payment-page')
  // Where the advice is to try again, the Pay button is the next step. Every other one has a way around it.
  else if (advice !== 'try_again' && hasCard) nextSteps.push('another-card')
  return { tone: 'bad', text: words[reason], detail: words[advice], nextSteps }
}

function reportOfNotice(
  { kind }: Notice,
  { checkout, hasCard }: ReportSubject,
  words: StatusMessages,
  say: (message: string, values: Readonly<Record<string, string>>) => string,
  money: (amount: Payment['amount']) => string,
): PaymentReport {
  switch (kind) {
    case 'cvc_required':
    case 'cvc_malformed':
      // The field says it.
      return { tone: 'quiet', text: '', nextSteps: [] }
    case 'amount_changed':
    case 'quote_expired':
      return { tone: 'warning', text: say(words[kind], { amount: money(checkout.amount) }), nextSteps: [] }
    case 'too_many_attempts':
      return { tone: 'bad', text: words[kind], nextSteps: hasCard ? ['another-card'] : [] }
    case 'consent_changed':
    case 'cvc_not_accepted':
      return { tone: 'warning', text: words[kind], nextSteps: [] }
    case 'offline':
    case 'unreachable':
    case 'signed_out':
    case 'unavailable':
    case 'refused':
    case 'not_cancelled':
      return { tone: 'bad', text: words[kind], nextSteps: [] }
    default:
      return kind satisfies never
  }
}
